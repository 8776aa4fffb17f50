using GlusterDr.Errors;
using GlusterDr.Remote.Secrets;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Shared.Remote.Secrets;

public sealed class SecretReaderTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task A_line_break_at_the_end_of_a_file_is_no_part_of_it()
    {
        await File.WriteAllTextAsync(_file, " pass word \r\n");

        (await ReadAsync($"file:{_file}")).ShouldBe(" pass word ");
    }

    [Theory]
    [InlineData("file:/nowhere/at/all")]
    [InlineData("env:GLUSTERDR_TEST_UNSET")]
    public async Task One_that_cannot_be_had_is_named(string reference)
    {
        DrException e = await Should.ThrowAsync<DrException>(ReadAsync(reference));

        e.Error.Code.ShouldBe(ErrorCodes.SecretUnreadable);
        e.Error.Message.ShouldContain(reference);
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("vault:x")]
    [InlineData("env:")]
    [InlineData("env:A=B")]
    [InlineData("file:engine.password")]
    [InlineData("file:/a\nb")]
    public void What_is_no_reference_is_refused_without_repeating_it(string text)
    {
        SecretReference.TryParse(text, out _, out string? problem).ShouldBeFalse();
        problem!.ShouldNotContain($"'{text}'");
        problem.ShouldNotContain("hunter2");
    }

    private static Task<string> ReadAsync(string text)
    {
        SecretReference.TryParse(text, out SecretReference? reference, out _).ShouldBeTrue();
        return new SecretReader().ReadAsync(reference!, default);
    }
}
