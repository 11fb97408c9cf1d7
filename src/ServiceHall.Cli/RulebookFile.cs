using System.Diagnostics.CodeAnalysis;
using ServiceHall.Replay;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Cli;

/// <summary>Reads the rulebook that a command is told to use.</summary>
internal static class RulebookFile
{
    /// <summary>Reads a file; the built-in rulebook when none is named. Problems are written out.</summary>
    public static bool TryRead(string? path, Language say, TextWriter error, [NotNullWhen(true)] out HallRulebook? rulebook)
    {
        rulebook = null;
        if (path is null)
        {
            rulebook = HallRulebook.BuiltIn;
            return true;
        }

        if (!File.Exists(path))
        {
            error.WriteLine(say.Of($"没有规则册文件“{path}”；请检查路径。", $"There is no rulebook file '{path}'; check the path."));
            return false;
        }

        var reading = RulebookReader.Read(File.ReadAllText(path), Path.GetFileName(path));
        foreach (var problem in reading.Problems) error.WriteLine(problem);
        if (reading.Problems.Count > 0)
            error.WriteLine(say.Of($"规则册有 {reading.Problems.Count} 处问题，未采用。", $"The rulebook has {reading.Problems.Count} problems and is refused."));
        rulebook = reading.Rulebook;
        return rulebook is not null;
    }
}
