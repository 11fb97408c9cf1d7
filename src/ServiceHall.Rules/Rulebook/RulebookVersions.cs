using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace ServiceHall.Rules.Rulebook;

/// <summary>
/// The dated versions of an entry: a list under the key <c>versions</c>. A version holds from its day to the day before
/// the next one, or to its own <c>to</c>; the first may leave <c>from</c> out and then holds from the beginning.
/// </summary>
internal static class RulebookVersions
{
    public const string Key = "versions";
    private const string From = "from";
    private const string To = "to";
    private const string Clause = "clause";

    /// <summary>The keys that date a version and say nothing else.</summary>
    public static bool IsDateKey(string key) => key is From or To;

    /// <summary>Checks every list of versions below a node and collects the days on which one begins or ends.</summary>
    public static void Collect(YamlNode node, string path, RulebookProblems problems, SortedSet<DateOnly> changes)
    {
        if (node is YamlSequenceNode list)
        {
            for (var i = 0; i < list.Children.Count; i++) Collect(list.Children[i], $"{path}[{i + 1}]", problems, changes);
        }

        if (node is not YamlMappingNode map) return;
        foreach (var (key, child) in map.Children)
        {
            var name = path.Length == 0 ? $"{key}" : $"{path}.{key}";
            if ($"{key}" == Key) Check(child, name, problems, changes);
            else Collect(child, name, problems, changes);
        }
    }

    /// <summary>The version of an entry on a day; null when none is in force then.</summary>
    public static YamlMappingNode? Find(YamlSequenceNode versions, DateOnly day)
    {
        YamlMappingNode? found = null;
        foreach (var version in versions.Children.OfType<YamlMappingNode>())
        {
            if (Date(version, From) is { } from && from > day) break;
            found = Date(version, To) is { } to && to < day ? null : version;
        }

        return found;
    }

    private static void Check(YamlNode node, string path, RulebookProblems problems, SortedSet<DateOnly> changes)
    {
        if (node is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            problems.Add(node, path, "应是一个列表，至少有一个版本。");
            return;
        }

        DateOnly? lastDay = null;
        DateOnly? lastFrom = null;
        for (var i = 0; i < list.Children.Count; i++)
        {
            var here = $"{path}[{i + 1}]";
            if (list.Children[i] is not YamlMappingNode version)
            {
                problems.Add(list.Children[i], here, "应写成“键: 值”，例如 { from: 2027-01-01, clause: 条款, value: 30 }。");
                continue;
            }

            if (!version.Children.ContainsKey(Clause))
                problems.Add(version, $"{here}.{Clause}", "缺少条款（clause）；每个版本都要写明出处。");
            var from = Check(version, From, here, problems);
            var to = Check(version, To, here, problems);
            if (from is null && i > 0)
                problems.Add(version, $"{here}.{From}", "缺少起始日（from）；只有第一个版本可以不写。");
            if (from is { } start && ((lastDay is { } end && start <= end) || (lastFrom is { } before && start <= before)))
                problems.Add(version, $"{here}.{From}", $"与前一个版本的日期重叠；应晚于 {lastDay ?? lastFrom:yyyy-MM-dd}。");
            if (from > to) problems.Add(version, $"{here}.{To}", $"截止日早于起始日；应不早于 {from:yyyy-MM-dd}。");
            if (from is { } change) changes.Add(change);
            if (to is { } last && last < DateOnly.MaxValue) changes.Add(last.AddDays(1));
            lastDay = to;
            lastFrom = from ?? DateOnly.MinValue;
            Collect(version, here, problems, changes);
        }
    }

    private static DateOnly? Check(YamlMappingNode version, string key, string path, RulebookProblems problems)
    {
        if (!version.Children.TryGetValue(key, out var node)) return null;
        var date = Date(version, key);
        if (date is null) problems.Add(node, $"{path}.{key}", $"“{node}”不是日期；应写成 2027-01-01 的样子。");
        return date;
    }

    private static DateOnly? Date(YamlMappingNode version, string key) =>
        version.Children.TryGetValue(key, out var node)
        && DateOnly.TryParseExact($"{node}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;
}
