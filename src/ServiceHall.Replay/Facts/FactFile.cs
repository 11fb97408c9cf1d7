using System.Collections.Frozen;
using CsvHelper;

namespace ServiceHall.Replay.Facts;

/// <summary>
/// Reads one file of facts row by row: RFC 4180 with a header, columns found by name. What is wrong goes to
/// <see cref="BadInput"/> with file, line and column; unknown columns are ignored with a warning.
/// </summary>
internal sealed class FactFile
{
    private readonly string _name;
    private readonly string[] _required;
    private readonly string[] _optional;
    private readonly BadInput _bad;

    /// <param name="name">The file's name in the folder.</param>
    /// <param name="required">Columns that must be there.</param>
    /// <param name="optional">Columns whose values may be blank, so that they may be left out.</param>
    /// <param name="bad">Where faults go.</param>
    public FactFile(string name, string[] required, string[] optional, BadInput bad) =>
        (_name, _required, _optional, _bad) = (name, required, optional, bad);

    /// <summary>Called with the share of the file that has been read, from time to time.</summary>
    public Action<double>? Progress { get; init; }

    /// <summary>Reads all rows; each is handed to <paramref name="take"/>, good or bad, to be asked for its values.</summary>
    public void Read(string folder, bool mustExist, TextWriter warnings, Action<FactRow> take)
    {
        var path = Path.Combine(folder, _name);
        if (!File.Exists(path))
        {
            if (mustExist) _bad.Add(_name, 1, Whole, _bad.Say.Of("缺少这个文件；请放进事实文件夹。", "this file is missing; put it into the folder of facts."));
            return;
        }

        using var guard = new LineGuard(File.OpenRead(path));
        CsvMalformedReason? malformed = null;
        using var csv = CsvReader.Create(guard, new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            SkipEmptyLines = false,
            TrackLineNumbers = true,
            DetectSeparatorHint = false,
            MaxRecordSize = 1 << 26,
            OnMalformedRecord = record => malformed = record.Reason,
        });
        if (!csv.Read() || guard.Fault is not null)
        {
            if (!Failed(guard)) _bad.Add(_name, 1, Whole, _bad.Say.Of("文件是空的；第一行应是列名。", "the file is empty; its first line must name the columns."));
            return;
        }

        var columns = Header(csv, warnings);
        if (columns is null) return;
        var row = new FactRow(csv, _name, columns.ToFrozenDictionary(StringComparer.Ordinal), _bad);
        var (total, rows) = (Math.Max(1.0, guard.Length), 0);
        while (csv.Read() && guard.Fault is null)
        {
            if (malformed is { } reason) Malformed(csv.LineNumber, reason);
            else if (row.HasAllFields(_header)) take(row);
            malformed = null;
            if ((++rows & 0xFFFF) == 0) Progress?.Invoke(guard.Position / total);
        }

        Failed(guard);
    }

    /// <summary>What messages name where a whole row or file is meant.</summary>
    private string Whole => _bad.Say.Of("整行", "row");

    private string[] _header = [];

    private Dictionary<string, int>? Header(CsvReader csv, TextWriter warnings)
    {
        _header = [.. Enumerable.Range(0, csv.Current.FieldCount).Select(csv.GetString)];
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var faults = _bad.Count;
        for (var i = 0; i < _header.Length; i++)
        {
            var name = _header[i];
            if (!columns.TryAdd(name, i))
                _bad.Add(_name, 1, name, _bad.Say.Of("这一列写了两次；每个列名只能出现一次。", "this column stands twice; each name may stand once."));
            else if (!_required.Contains(name, StringComparer.Ordinal) && !_optional.Contains(name, StringComparer.Ordinal))
                warnings.WriteLine(_bad.Say.Of($"提示：{_name} 的列“{name}”不认识，已忽略。", $"Note: {_name}: unknown column '{name}' is ignored."));
        }

        foreach (var name in _required.Where(name => !columns.ContainsKey(name)))
            _bad.Add(_name, 1, name, _bad.Say.Of($"缺少这一列；第一行应有 {string.Join(",", _required)}。", $"this column is missing; the first line must have {string.Join(",", _required)}."));
        return faults == _bad.Count ? columns : null;
    }

    private void Malformed(long line, CsvMalformedReason reason) => _bad.Add(_name, line, Whole, reason switch
    {
        CsvMalformedReason.UnterminatedQuote => _bad.Say.Of("引号没有结束；应以 \" 结束，字段里的引号写两次。", "a quote is never closed; close it with \" and double quotes inside."),
        _ => _bad.Say.Of("引号用法不对；有引号的字段应整个放在引号里，其中的引号写两次。", "misplaced quote; quote the whole field and double quotes inside."),
    });

    private bool Failed(LineGuard guard)
    {
        if (guard.Fault is not { } fault) return false;
        _bad.Add(_name, fault.Line, Whole, fault.Kind switch
        {
            LineFaultKind.NotUtf8 => _bad.Say.Of("不是有效的 UTF-8；请另存为 UTF-8 编码的 CSV。之后的行没有再读。", "not valid UTF-8; save as CSV in UTF-8. The lines after it were not read."),
            LineFaultKind.TooLong => _bad.Say.Of("这一行超过 1 MiB；请检查是否缺少换行或引号。之后的行没有再读。", "this line is longer than 1 MiB; look for a missing line end or quote. The lines after it were not read."),
            _ => _bad.Say.Of("行尾只有回车（CR）；应以 LF 或 CRLF 换行。之后的行没有再读。", "a line ends in CR alone; end lines with LF or CRLF. The lines after it were not read."),
        });
        return true;
    }
}
