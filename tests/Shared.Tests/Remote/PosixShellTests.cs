using System.Diagnostics;
using System.Globalization;
using GlusterDr.Remote;

namespace GlusterDr.Tests.Shared.Remote;

public sealed class PosixShellTests
{
    private const string Nasty = "'\"\\$`(){}[]<>|&;*?!#~=%^ \t\n\r\u0001aé漢😀-\u2028";

    // A real shell passes exactly these arguments to the program, whatever they are.
    [Theory]
    [InlineData("/bin/sh")]
    [InlineData("/bin/bash")]
    public async Task Quote_RandomArguments_ArriveAsTheyAre(string shell)
    {
        Random random = new(20260721);
        string[] arguments = [.. Enumerable.Range(0, 400).Select(_ => RandomText(random))];

        string output = await RunAsync(shell, $"printf '%s\\0' {PosixShell.Quote(arguments)}");

        output.Split('\0')[..^1].ShouldBe(arguments);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("/a/b-c_d.e:f,g+h@i%j=k", "/a/b-c_d.e:f,g+h@i%j=k")]
    [InlineData("", "''")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("$(reboot)", "'$(reboot)'")]
    [InlineData("a;b", "'a;b'")]
    [InlineData("~root", "'~root'")]
    [InlineData("é", "'é'")]
    public void Quote_One_QuotesWhereItMust(string argument, string expected) => PosixShell.Quote(argument).ShouldBe(expected);

    [Fact]
    public void Quote_Nul_IsRefused() => Should.Throw<ArgumentException>(() => PosixShell.Quote("a\0b"));

    private static string RandomText(Random random)
    {
        StringInfo nasty = new(Nasty);
        return string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => nasty.SubstringByTextElements(random.Next(nasty.LengthInTextElements), 1)));
    }

    private static async Task<string> RunAsync(string shell, string line)
    {
        ProcessStartInfo start = new(shell, ["-c", line]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return output;
    }
}
