using System.Text;
using GlusterDr.Errors;
using GlusterDr.Store;

namespace GlusterDr.Conformance.Store;

/// <summary>Partitions and keys: all stores refuse what one of them cannot store, and keep everything else unchanged.</summary>
public abstract class DocumentNameConformance : DocumentStoreSuite
{
    private static readonly string[] s_awkward =
    [
        " ", "  ", " a", "a ", "a", "A", "a b", ".", "..", "...", "a.", "%", "%%", "%25", "%2F", "a%2Fb", "%00", "'", "''", "a'b", "\"", "a\"b",
        "+", "a+b", "&", "a=b&c", ";", ":", "@", "$", ",", "(", ")", "(a='b')", "[", "]", "{", "}", "<", ">", "|", "^", "`", "*", "!", "~", "-", "_",
        "https:example.org:8443 a=b&c", "it's \"quoted\"; DROP TABLE documents--", "0", "00", "1e3", "null", "true", "Ünïcode", "vm-ü-東京-😀",

        // Composed and decomposed characters, and characters that look alike or differ in case.
        "\u00e4", "a\u0308", "\u00c5", "A\u030a", "\u212b", "\u00df", "ss", "SS", "\u0130", "\u0131", "i", "I", "\uff41", "\u017f", "s",

        // Spaces, marks, and format characters that are not control characters.
        "\u00a0", "\u200b", "\u200d", "\u202e", "\u2028", "\ufeff", "\u00ad", "\u3000",

        // The limits of the ranges of UTF-16 and UTF-8.
        "~\u00a0", "\u07ff", "\u0800", "\ud7ff", "\uf900", "\uffef", "\ufffd", "\U00010000", "😀", "👨‍👩‍👧", "\U0001f7ff", "\U0002fa1d", "\U000e0001",
    ];

    [Fact]
    public async Task Awkward_names_stay_apart_and_are_kept_as_they_are()
    {
        Dictionary<string, string> etags = [];
        foreach (string key in s_awkward)
        {
            etags.Add(key, await Store.InsertAsync("p", key, Json(key)));
            await Store.InsertAsync($"q {key}", "k", Json(key));
        }

        (await KeysAsync("p")).ShouldBe(s_awkward.Order(StringComparer.Ordinal));
        foreach (string key in s_awkward)
        {
            (await Store.GetAsync("p", key)).ShouldBe(new Document("p", key, Json(key), etags[key]));
            (await KeysAsync($"q {key}")).ShouldBe(["k"]);
            string replaced = await Store.ReplaceAsync("p", key, "2", etags[key]);
            (await Store.DeleteAsync("p", key, replaced)).ShouldBeTrue();
            (await Store.GetAsync("p", key)).ShouldBeNull();
        }

        (await KeysAsync("p")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData('/')]
    [InlineData('\\')]
    [InlineData('#')]
    [InlineData('?')]
    [InlineData(0x00)]
    [InlineData(0x09)]
    [InlineData(0x0a)]
    [InlineData(0x1f)]
    [InlineData(0x7f)]
    [InlineData(0x80)]
    [InlineData(0x9f)]
    [InlineData(0xd83d)]
    [InlineData(0xde00)]
    [InlineData(0xe000)]
    [InlineData(0xf8ff)]
    [InlineData(0xfdd0)]
    [InlineData(0xfffe)]
    [InlineData(0xffff)]
    [InlineData(0x1ffff)]
    [InlineData(0xf0000)]
    [InlineData(0x10ffff)]
    public async Task A_character_that_some_store_cannot_take_is_refused_by_all_wherever_it_stands(int code)
    {
        string character = Rune.IsValid(code) ? $"{new Rune(code)}" : $"{(char)code}";
        foreach (string name in new[] { character, $"{character}b", $"a{character}", $"a{character}b" })
        {
            await ShouldBeRefusedAsync(name, $"U+{code:X4} at index {name.IndexOf(character, StringComparison.Ordinal)} is not allowed");
        }
    }

    /// <summary>Surrogates in the wrong order would be stored as replacement characters, as all such pairs.</summary>
    [Fact]
    public Task A_surrogate_pair_in_the_wrong_order_is_refused() =>
        ShouldBeRefusedAsync($"a{(char)0xDE00}{(char)0xD83D}", "U+DE00 at index 1 is not allowed: it is half of a surrogate pair");

    [Fact]
    public async Task The_empty_name_is_refused()
    {
        Func<Task>[] calls = [() => Store.GetAsync("p", ""), () => Store.InsertAsync("", "k", "1"), () => KeysAsync("")];
        foreach (Func<Task> call in calls)
        {
            (await ErrorOfAsync(call)).Message.ShouldBe("'' cannot be the partition or key of a stored document: it is empty.");
        }
    }

    [Theory]
    [InlineData("k")]
    [InlineData("ü")]
    [InlineData("東")]
    [InlineData("😀")]
    [InlineData("'")]
    [InlineData("%")]
    [InlineData("\"")]
    public async Task The_longest_name_is_kept_and_a_longer_one_refused(string character)
    {
        string longest = string.Concat(Enumerable.Repeat(character, DocumentName.MaxLength / character.Length));
        longest.Length.ShouldBe(512);
        string etag = await Store.InsertAsync(longest, longest, "1");
        (await Store.GetAsync(longest, longest)).ShouldBe(new Document(longest, longest, "1", etag));
        (await KeysAsync(longest)).ShouldBe([longest]);
        (await KeysAsync(longest, longest)).ShouldBe([longest]);
        etag = await Store.ReplaceAsync(longest, longest, "2", etag);
        etag = await Store.UpsertAsync(longest, longest, "3");
        (await Store.DeleteAsync(longest, longest, etag)).ShouldBeTrue();
        await ShouldBeRefusedAsync(longest + "k", "it has 513 characters, and 512 are allowed");
    }

    private async Task ShouldBeRefusedAsync(string name, string why)
    {
        Func<Task>[] calls =
        [
            () => Store.GetAsync("p", name), () => Store.GetAsync(name, "k"), () => Store.InsertAsync("p", name, "{}"),
            () => Store.InsertAsync(name, "k", "{}"), () => Store.UpsertAsync("p", name, "{}"), () => Store.UpsertAsync(name, "k", "{}"),
            () => Store.ReplaceAsync("p", name, "{}", "etag"), () => Store.ReplaceAsync(name, "k", "{}", "etag"),
            () => Store.DeleteAsync("p", name), () => Store.DeleteAsync(name, "k", "etag"), () => KeysAsync(name), () => KeysAsync("p", name),
        ];
        foreach (Func<Task> call in calls)
        {
            Error error = await ErrorOfAsync(call);
            (error.Code, error.Class).ShouldBe((ErrorCodes.NameInvalid, ErrorClass.Permanent));
            error.Message.ShouldContain(why);
            error.Message.ShouldNotContain(c => char.IsControl(c) || char.IsSurrogate(c), "a terminal or a log shows it");
        }

        (await KeysAsync("p")).ShouldBeEmpty();
    }

    private static string Json(string key) => System.Text.Json.JsonSerializer.Serialize(key);
}
