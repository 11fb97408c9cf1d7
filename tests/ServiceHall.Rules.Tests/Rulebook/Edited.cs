using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Tests.Rulebook;

/// <summary>The built-in rulebook with changes to its text, read through the public reader.</summary>
internal static class Edited
{
    public static HallRulebook Rulebook(params ReadOnlySpan<(string Old, string New)> edits)
    {
        var text = HallRulebook.BuiltInText;
        foreach (var (old, next) in edits)
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, next, StringComparison.Ordinal);
        }

        return Rulebook(text);
    }

    public static HallRulebook Rulebook(string text)
    {
        var read = RulebookReader.Read(text, "册.yaml");
        Assert.Empty(read.Problems);
        return read.Rulebook!;
    }
}
