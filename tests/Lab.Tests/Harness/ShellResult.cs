namespace GlusterDr.Tests.Lab;

internal sealed record ShellResult(int ExitCode, string Output, string Errors)
{
    public ShellResult ShouldSucceed()
    {
        ExitCode.ShouldBe(0, $"{Output}\n{Errors}");
        return this;
    }
}
