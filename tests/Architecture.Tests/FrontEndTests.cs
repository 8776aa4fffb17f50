using System.Text.RegularExpressions;

namespace GlusterDr.Tests.Architecture;

/// <summary>The core advises actions by code; only a front end knows the commands of its users.</summary>
public sealed partial class FrontEndTests
{
    private const string CommandLine = "Local/";

    [Fact]
    public void The_core_names_no_command_of_glusterdr() => Product.ProductFiles()
        .Where(file => !file.StartsWith(CommandLine, StringComparison.Ordinal))
        .SelectMany(file => Commands(Product.Read(file)).Select(line => $"{file}: {line}"))
        .ShouldBeEmpty();

    [Theory]
    [InlineData("Advice: \"See `glusterdr runs`.\"", true)]
    [InlineData("$\"glusterdr session stop {address}\"", true)]
    [InlineData("    /// <summary>What <c>glusterdr serve</c> does.</summary>", false)]
    [InlineData("    // As glusterdr check does.", false)]
    [InlineData("\"/var/lib/glusterdr\"", false)]
    public void A_command_is_recognised(string line, bool isCommand) => Commands(line).Any().ShouldBe(isCommand);

    [Fact]
    public void The_command_line_itself_has_commands() => Product.ProductFiles()
        .Where(file => file.StartsWith(CommandLine, StringComparison.Ordinal))
        .Sum(file => Commands(Product.Read(file)).Count())
        .ShouldBeGreaterThan(20);

    private static IEnumerable<string> Commands(string source) =>
        source.Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith("//", StringComparison.Ordinal) && Command().IsMatch(line));

    [GeneratedRegex(@"\bglusterdr [a-z-]")]
    private static partial Regex Command();
}
