using System.Text;
using GlusterDr.Errors;
using GlusterDr.Store;

namespace GlusterDr.Conformance.Store;

/// <summary>The size limit: every kind of write accepts a document up to it, and refuses a larger one.</summary>
public abstract class DocumentSizeConformance : DocumentStoreSuite
{
    private const int Limit = DocumentContent.MaxBytes;

    /// <summary>Text that compresses badly, of characters of one to four bytes in UTF-8, or of characters that JSON escapes.</summary>
    [Theory]
    [InlineData("ascii")]
    [InlineData("two bytes")]
    [InlineData("three bytes")]
    [InlineData("four bytes")]
    [InlineData("escaped quotes")]
    [InlineData("escaped controls")]
    public async Task Every_write_takes_a_document_up_to_the_limit_and_refuses_a_larger_one(string kind)
    {
        SizedJson texts = new(kind);
        string below = texts.Of(Limit - 1), at = texts.Of(Limit), over = texts.Of(Limit + 1);

        string etag = await Store.InsertAsync("p", "at", at);
        (await Store.GetAsync("p", "at")).ShouldBe(new Document("p", "at", at, etag));
        etag = await Store.ReplaceAsync("p", "at", below, etag);
        etag = await Store.ReplaceAsync("p", "at", at, etag);
        etag = await Store.UpsertAsync("p", "at", below);
        etag = await Store.UpsertAsync("p", "at", at);
        await foreach (Document document in Store.ListAsync("p"))
        {
            document.ShouldBe(new Document("p", "at", at, etag));
        }

        await ShouldBeRefusedAsync("new", over, () => Store.InsertAsync("p", "new", over));
        await ShouldBeRefusedAsync("at", over, () => Store.ReplaceAsync("p", "at", over, etag));
        await ShouldBeRefusedAsync("at", over, () => Store.UpsertAsync("p", "at", over));
        (await Store.GetAsync("p", "at")).ShouldBe(new Document("p", "at", at, etag));
        (await KeysAsync("p")).ShouldBe(["at"]);

        (await Store.ReplaceAsync("p", "at", "1", etag)).ShouldNotBe(etag);
        (await Store.GetAsync("p", "at"))!.Json.ShouldBe("1", "nothing of the longer content is left");
    }

    /// <summary>Names count as part of a row. In a request, a character outside ASCII takes six bytes.</summary>
    [Fact]
    public async Task The_largest_document_fits_under_the_longest_names()
    {
        string name = new('東', DocumentName.MaxLength);
        string at = new SizedJson("ascii").Of(Limit);
        string etag = await Store.InsertAsync(name, name, at);
        etag = await Store.ReplaceAsync(name, name, at, etag);
        etag = await Store.UpsertAsync(name, name, at);
        (await Store.GetAsync(name, name)).ShouldBe(new Document(name, name, at, etag));
    }

    [Fact]
    public async Task What_compresses_well_may_be_longer_than_the_limit()
    {
        string json = $"[{string.Join(',', Enumerable.Range(0, 50_000).Select(i => $$"""{"vm":"vm-{{i}}","state":"merged","note":"ünï"}"""))}]";
        Encoding.UTF8.GetByteCount(json).ShouldBeGreaterThan(2 * Limit);
        string etag = await Store.InsertAsync("p", "k", json);
        etag = await Store.ReplaceAsync("p", "k", json, etag);
        (await Store.GetAsync("p", "k")).ShouldBe(new Document("p", "k", json, etag));
    }

    private static async Task ShouldBeRefusedAsync(string key, string json, Func<Task> write)
    {
        Error error = await ErrorOfAsync(write);
        (error.Code, error.Class).ShouldBe((ErrorCodes.StoreTooLarge, ErrorClass.Permanent));
        error.Message.ShouldBe(
            $"Document 'p/{key}' is too large to be stored: {Encoding.UTF8.GetByteCount(json)} bytes are {Limit + 1} when compressed, and the limit is {Limit}.");
    }
}
