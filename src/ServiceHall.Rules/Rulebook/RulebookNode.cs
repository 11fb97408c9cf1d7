using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace ServiceHall.Rules.Rulebook;

/// <summary>
/// One entry of the file as it stands on a day: its keys, overlaid with those of the version in force. Reads values by
/// key and notes what is missing, wrong or unknown. A value that cannot be read is given as its type's default, and
/// with the problem noted no rulebook comes of it.
/// </summary>
internal sealed class RulebookNode
{
    private readonly YamlNode _node;
    private readonly Dictionary<string, YamlNode> _values = [];
    private readonly HashSet<string> _asked = [];
    private readonly RulebookProblems _problems;
    private readonly string _path;
    private readonly DateOnly _day;
    private readonly int _notedBefore;

    public RulebookNode(YamlNode node, string path, DateOnly day, RulebookProblems problems)
    {
        (_node, _path, _day, _problems) = (node, path, day, problems);
        _notedBefore = problems.Noted;
        InForce = true;
        if (node is not YamlMappingNode map)
        {
            problems.Add(node, path, "应写成“键: 值”。");
            return;
        }

        Take(map);
        if (!map.Children.TryGetValue(RulebookVersions.Key, out var versions) || versions is not YamlSequenceNode list) return;
        _values.Remove(RulebookVersions.Key);
        InForce = RulebookVersions.Find(list, day) is { } version;
        if (InForce) Take(RulebookVersions.Find(list, day)!, dated: true);
    }

    /// <summary>Whether a version is in force on the day; true for what has no versions.</summary>
    public bool InForce { get; }

    /// <summary>Whether all that was read here and below could be read; only then may values be held against one another.</summary>
    public bool IsSound => _problems.Noted == _notedBefore;

    public bool Has(string key) => _values.ContainsKey(key);

    public void Wrong(string key, string message)
    {
        var at = _values.TryGetValue(key, out var node) ? node : _node;
        _problems.Add(at, Path(key), message);
    }

    public string Text(string key)
    {
        _asked.Add(key);
        if (_values.GetValueOrDefault(key) is YamlScalarNode { Value.Length: > 0 } scalar) return scalar.Value;
        Wrong(key, Has(key) ? "应是一段文字。" : $"缺少 {key}。");
        return "";
    }

    public string? OptionalText(string key)
    {
        _asked.Add(key);
        return Has(key) ? Text(key) : null;
    }

    public Basis Basis()
    {
        _asked.Add("clause");
        if (_values.GetValueOrDefault("clause") is not YamlScalarNode { Value.Length: > 0 } clause)
        {
            Wrong("clause", "缺少条款（clause）；每个数值都要写明出处，例如 clause: 考勤 一(二)。");
            return new Basis("", null);
        }

        return new Basis(clause.Value, OptionalText("reading"));
    }

    public int Whole(string key, int least)
    {
        var text = Text(key);
        if (text.Length == 0) return least;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least) return number;
        Wrong(key, $"“{text}”不对；应是不小于 {least} 的整数。");
        return least;
    }

    public int? OptionalWhole(string key, int least)
    {
        _asked.Add(key);
        return Has(key) ? Whole(key, least) : null;
    }

    public decimal Positive(string key)
    {
        var text = Text(key);
        if (text.Length == 0) return decimal.One;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0)
            return number;
        Wrong(key, $"“{text}”不对；应是大于 0 的数。");
        return decimal.One;
    }

    public bool Flag(string key)
    {
        var text = Text(key);
        if (text is "true" or "false" or "") return text == "true";
        Wrong(key, $"“{text}”不对；应是 true 或 false。");
        return false;
    }

    public bool OptionalFlag(string key)
    {
        _asked.Add(key);
        return Has(key) && Flag(key);
    }

    /// <summary>A word of a closed list.</summary>
    public T Word<T>(string key, params ReadOnlySpan<(string Word, T Meaning)> words)
    {
        var text = Text(key);
        var known = new List<string>(words.Length);
        foreach (var (word, meaning) in words)
        {
            if (word == text) return meaning;
            known.Add(word);
        }

        if (text.Length > 0) Wrong(key, $"不认识“{text}”；应是 {string.Join("、", known)} 之一。");
        return words[0].Meaning;
    }

    public RulebookNode? Child(string key)
    {
        _asked.Add(key);
        if (_values.TryGetValue(key, out var node)) return new RulebookNode(node, Path(key), _day, _problems);
        Wrong(key, $"缺少 {key}。");
        return null;
    }

    public RulebookNode? OptionalChild(string key)
    {
        _asked.Add(key);
        return Has(key) ? Child(key) : null;
    }

    /// <summary>The entries of a list that are in force on the day.</summary>
    public IReadOnlyList<RulebookNode> List(string key)
    {
        var nodes = Nodes(key);
        return [.. nodes.Select((node, i) => new RulebookNode(node, $"{Path(key)}[{i + 1}]", _day, _problems)).Where(entry => entry.InForce)];
    }

    /// <summary>Whether every entry of a list is in force on the day.</summary>
    public bool AllInForce(string key) => Nodes(key).Count == List(key).Count;

    /// <summary>The words of a list of words.</summary>
    public IReadOnlyList<string> Words(string key) => [.. Nodes(key).Select(node => $"{node}")];

    /// <summary>All keys not yet asked for, for tables whose keys are data.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>Says of every key that nobody asked for that it is unknown; a misspelt key must not pass in silence.</summary>
    public void Done()
    {
        foreach (var key in _values.Keys.Where(key => !_asked.Contains(key)))
            Wrong(key, $"不认识的键“{key}”；请检查拼写，或删去。");
    }

    private IList<YamlNode> Nodes(string key)
    {
        _asked.Add(key);
        if (_values.GetValueOrDefault(key) is YamlSequenceNode list) return list.Children;
        Wrong(key, Has(key) ? "应是一个列表。" : $"缺少 {key}。");
        return [];
    }

    private string Path(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    private void Take(YamlMappingNode map, bool dated = false)
    {
        foreach (var (key, value) in map.Children)
        {
            if (!dated || !RulebookVersions.IsDateKey($"{key}")) _values[$"{key}"] = value;
        }
    }
}
