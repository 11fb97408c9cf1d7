using YamlDotNet.RepresentationModel;

namespace ServiceHall.Rules.Rulebook;

/// <summary>Collects problems; the same one found under several dates is kept once.</summary>
internal sealed class RulebookProblems(string file)
{
    private readonly HashSet<RulebookProblem> _found = [];

    public bool Any => _found.Count > 0;

    /// <summary>How many were noted, the same one each time it was.</summary>
    public int Noted { get; private set; }

    public IReadOnlyList<RulebookProblem> Found =>
        [.. _found.OrderBy(problem => problem.Line).ThenBy(problem => problem.Key, StringComparer.Ordinal)];

    public void Add(YamlNode node, string key, string message) => Add(node.Start.Line, key, message);

    public void Add(long line, string key, string message)
    {
        Noted++;
        _found.Add(new RulebookProblem(file, line, key, message));
    }
}
