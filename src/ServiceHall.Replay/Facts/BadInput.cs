using System.Globalization;

namespace ServiceHall.Replay.Facts;

/// <summary>Collects what is wrong with the files of facts: the first fifty in full, of the rest their number.</summary>
internal sealed class BadInput(Language say)
{
    private const int Shown = 50;
    private readonly List<string> _first = [];

    /// <summary>How the messages are worded.</summary>
    public Language Say => say;

    public int Count { get; private set; }

    public bool Any => Count > 0;

    /// <summary>Notes a fault as <c>file:line: column: what is wrong and what would be right</c>.</summary>
    public void Add(string file, long line, string column, string message)
    {
        Count++;
        if (_first.Count < Shown)
            _first.Add(string.Create(CultureInfo.InvariantCulture, $"{file}:{line}: {column}: {message}"));
    }

    public void Write(TextWriter error)
    {
        foreach (var fault in _first) error.WriteLine(fault);
        if (Count > Shown) error.WriteLine(say.Of($"……另有 {Count - Shown} 处错误。", $"… and {Count - Shown} more."));
        error.WriteLine(say.Of(
            $"共 {Count} 处错误，没有写出任何结果。请按上面的“文件:行: 列”改正后再运行。",
            $"{Count} faults, nothing was written. Correct them (file:line: column) and run again."));
    }
}
