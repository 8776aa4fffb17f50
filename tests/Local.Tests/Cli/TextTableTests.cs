using GlusterDr.Local.Cli.Text;

namespace GlusterDr.Tests.Local.Cli;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_line_up_and_no_line_ends_with_blanks()
    {
        TextTable sut = new("NAME", "STATE", "NOTE");
        sut.Add("web", "merged", "");
        sut.Add("database-1", "failed", "disk vda");

        sut.ToString().ShouldBe("NAME        STATE   NOTE\nweb         merged\ndatabase-1  failed  disk vda\n");
    }

    [Fact]
    public void Brackets_are_text_and_control_characters_do_no_harm()
    {
        TextTable sut = new("NAME");
        sut.Add("[red]web[/] [");
        sut.Add("\u001b[2Jweb\n2");

        sut.ToString().ShouldBe("NAME\n[red]web[/] [\n\uFFFD[2Jweb 2\n");
    }

    [Fact]
    public void A_long_line_is_neither_wrapped_nor_cut()
    {
        string longest = new('x', 500);
        TextTable sut = new("NAME", "NOTE");
        sut.Add(longest, $"{longest} {longest}");

        sut.ToString().ShouldBe($"NAME{new string(' ', 498)}NOTE\n{longest}  {longest} {longest}\n");
    }

    [Fact]
    public void Wide_characters_take_two_columns()
    {
        TextTable sut = new("NAME", "NOTE");
        sut.Add("数据库", "a");
        sut.Add("web", "b");

        sut.ToString().ShouldBe("NAME    NOTE\n数据库  a\nweb     b\n");
    }
}
