using System.Text;
using GlusterDr.Policies;
using GlusterDr.Policies.Yaml;

namespace GlusterDr.Tests.Shared.Model.Policies;

/// <summary>Whatever a file contains, the result is a policy or an error with a position, and the process continues.</summary>
public sealed class PolicyFileHostileTests
{
    [Fact]
    public void Nesting_without_end_does_not_exhaust_the_stack()
    {
        PolicyYaml.Errors($"policy: {new string('[', 100_000)}").ShouldHaveSingleItem().ShouldContain("nested too deep");
        PolicyYaml.Errors(string.Concat(Enumerable.Range(0, 2_000).Select(i => new string(' ', i) + "a:\n"))).ShouldNotBeEmpty();
    }

    [Fact]
    public void Anchors_that_multiply_do_no_harm()
    {
        StringBuilder text = new("a0: &a0 [x]\n");
        for (int i = 1; i < 60; i++)
        {
            text.Append($"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]\n");
        }

        PolicyYaml.Errors(text.Append("policy: *a59\n").ToString()).ShouldNotBeEmpty();
    }

    [Fact]
    public void Anchors_that_contain_themselves_are_refused()
    {
        PolicyYaml.Errors("policy: &a [*a]").ShouldHaveSingleItem().ShouldContain("no anchor 'a'");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Damaged_files_give_errors_with_positions_and_nothing_else(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 700; i++)
        {
            string text = Damage(PolicyYaml.WithMore("schedule: \"0 0 * * * *\"\nproof: {cure: true, whole-up-to: 1GiB}"), random);
            try
            {
                PolicyFile.Read(text, PolicyYaml.FileName).ShouldNotBeEmpty();
            }
            catch (PolicyInvalidException e)
            {
                e.Errors.ShouldNotBeEmpty(text);
                e.Errors.ShouldAllBe(error => error.Line > 0 && error.Column > 0 && error.Message.Length > 0, text);
            }
        }
    }

    private static string Damage(string text, Random random)
    {
        const string Letters = "[]{}:,-?&*!|>'\"%@`#\t\n\0 ax~\u00e9\uFEFF";
        StringBuilder damaged = new(text);
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            int at = random.Next(damaged.Length);
            switch (random.Next(3))
            {
                case 0:
                    damaged[at] = Letters[random.Next(Letters.Length)];
                    break;
                case 1:
                    damaged.Insert(at, Letters[random.Next(Letters.Length)]);
                    break;
                default:
                    damaged.Remove(at, Math.Min(random.Next(1, 8), damaged.Length - at));
                    break;
            }
        }

        return damaged.ToString();
    }
}
