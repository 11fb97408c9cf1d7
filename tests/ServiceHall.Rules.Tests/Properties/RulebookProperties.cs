using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Tests.Properties;

/// <summary>Whatever text is given as a rulebook, the reader answers with a rulebook or with problems.</summary>
public class RulebookProperties
{
    [Fact]
    public void A_damaged_rulebook_is_read_or_refused_and_never_throws() => Property.Holds(IsReadOrRefused, times: 300);

    [Theory]
    [InlineData(595652)] // the YAML reader throws what it does not document
    public void Damage_found_earlier_is_refused(int seed) => Assert.True(IsReadOrRefused(seed));

    private static bool IsReadOrRefused(int seed)
    {
        var chance = new Random(seed);
        var text = HallRulebook.BuiltInText;
        var at = chance.Next(text.Length);
        var length = Math.Min(chance.Next(0, 40), text.Length - at);
        var damage = RandomHall.Pick(["", "{", "[", "}", ": ", "\n", "- ", "'", "\t", "-1", "&a ", "versions"], chance);
        var read = RulebookReader.Read(text[..at] + damage + text[(at + length)..], "册.yaml");
        return read.Rulebook is null == read.Problems.Count > 0 && read.Problems.All(problem => problem.Line >= 1 && problem.Message.Length > 0);
    }
}
