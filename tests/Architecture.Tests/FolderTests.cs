using System.Text.RegularExpressions;

namespace GlusterDr.Tests.Architecture;

/// <summary>Code can be found by its folder: folders are small and named as the namespaces, and a file contains one public type.</summary>
public sealed partial class FolderTests
{
    private const int MostFiles = 25;
    private const int MostLines = 420;

    [Fact]
    public void Folders_have_at_most_25_files()
    {
        string[] full =
        [
            .. Product.Files().GroupBy(file => Path.GetDirectoryName(file)!).Where(folder => folder.Count() > MostFiles).Select(f => $"{f.Key}: {f.Count()}"),
        ];

        full.ShouldBeEmpty();
        Product.Files().Count().ShouldBeGreaterThan(1000, "all folders are searched");
    }

    [Fact]
    public void Files_have_at_most_420_lines() => Product.Files()
        .Select(file => (file, Lines: Product.Read(file).Count(c => c == '\n')))
        .Where(f => f.Lines > MostLines)
        .ShouldBeEmpty();

    [Fact]
    public void A_file_has_one_public_type_and_its_name()
    {
        List<string> others = [];
        foreach (string file in Product.ProductFiles())
        {
            string name = Path.GetFileNameWithoutExtension(file).Split('.')[0];
            string[] types = [.. PublicType().Matches(Product.Read(file)).Select(m => m.Groups["name"].Value).Distinct()];
            if (types.Length > 1 || types.Any(t => t != name))
            {
                others.Add($"{file}: {string.Join(", ", types)}");
            }
        }

        others.ShouldBeEmpty();
    }

    [Fact]
    public void A_namespace_is_named_for_its_folder()
    {
        List<string> others = [];
        foreach (string file in Product.ProductFiles().Where(f => !f.StartsWith("Functions/", StringComparison.Ordinal)))
        {
            Match at = Namespace().Match(Product.Read(file));
            if (at.Success && at.Groups["name"].Value != Expected(Path.GetDirectoryName(file)!))
            {
                others.Add($"{file}: {at.Groups["name"].Value}");
            }
        }

        others.ShouldBeEmpty();
    }

    private static string Expected(string folder)
    {
        string path = folder.StartsWith("Shared/", StringComparison.Ordinal) ? folder["Shared/".Length..] : folder;
        path = path == "Model" ? "" : path.StartsWith("Model/", StringComparison.Ordinal) ? path["Model/".Length..] : path;
        return path.Length == 0 ? "GlusterDr" : $"GlusterDr.{path.Replace('/', '.')}";
    }

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|partial|readonly) )*(?:class|record struct|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
