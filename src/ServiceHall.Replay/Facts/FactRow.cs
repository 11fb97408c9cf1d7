using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using CsvHelper;

namespace ServiceHall.Replay.Facts;

/// <summary>
/// The row that a <see cref="FactFile"/> stands on. Each question names its column; a wrong value is noted with what
/// would be right, and null is answered. <see cref="IsGood"/> tells whether anything asked so far was wrong.
/// </summary>
internal sealed class FactRow(CsvReader csv, string file, FrozenDictionary<string, int> columns, BadInput bad)
{
    private const int LongestId = 64;
    private long _faultyLine;

    public bool IsGood => _faultyLine != csv.LineNumber;

    public long Line => csv.LineNumber;

    public Language Say => bad.Say;

    /// <summary>Notes a fault of the row.</summary>
    public void Wrong(string column, string chinese, string english)
    {
        _faultyLine = csv.LineNumber;
        bad.Add(file, csv.LineNumber, column, bad.Say.Of(chinese, english));
    }

    public bool HasAllFields(string[] header)
    {
        var count = csv.Current.FieldCount;
        if (count == header.Length) return true;
        if (count < header.Length)
        {
            Wrong(header[count], $"这一行只有 {count} 列，到此为止；应有 {header.Length} 列。", $"the row ends here with {count} fields; it must have {header.Length}.");
        }
        else
        {
            Wrong(header[^1], $"这一行有 {count} 列；应有 {header.Length} 列，含逗号的内容要放在引号里。", $"the row has {count} fields; it must have {header.Length}, with commas inside quotes.");
        }

        return false;
    }

    public bool IsBlank(string column) => Bytes(column).IsEmpty;

    /// <summary>An id: 1 to 64 characters without control characters.</summary>
    public string? Id(string column) => Id(column, Text(column));

    public string? OptionalId(string column) => IsBlank(column) ? null : Id(column);

    public string? Id(string column, string text)
    {
        if (text.Length == 0)
        {
            Wrong(column, "不能为空；应填 1 到 64 个字符。", "must not be blank; give 1 to 64 characters.");
        }
        else if (text.Length > LongestId && text.EnumerateRunes().Count() > LongestId)
        {
            Wrong(column, $"超过 {LongestId} 个字符；应填 1 到 {LongestId} 个字符。", $"longer than {LongestId} characters; give 1 to {LongestId}.");
        }
        else if (text.Any(char.IsControl))
        {
            Wrong(column, "含有控制字符（如换行、制表符）；请去掉。", "contains a control character (line end, tab, …); remove it.");
        }
        else
        {
            return text;
        }

        return null;
    }

    public string Text(string column) => columns.TryGetValue(column, out var index) ? csv.GetString(index) : "";

    /// <summary>The value as it stands; empty for a column that is not there.</summary>
    public ReadOnlySpan<byte> Bytes(string column) => columns.TryGetValue(column, out var index) ? csv.GetSpan(index) : default;

    public DateOnly? Date(string column)
    {
        Span<char> text = stackalloc char[16];
        if (Ascii(column, text, out var length)
            && DateOnly.TryParseExact(text[..length], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Wrong(column, $"“{Shown(column)}”不是日期；应写成 2026-07-01 的样子。", $"'{Shown(column)}' is not a date; write it like 2026-07-01.");
        return null;
    }

    public DateOnly? OptionalDate(string column) => IsBlank(column) ? null : Date(column);

    public DateTime? Time(string column)
    {
        if (FactTime.TryParse(Bytes(column), out var time)) return time;
        Wrong(column, $"“{Shown(column)}”不是时间；应写成 2026-07-01T08:29:31 的样子。", $"'{Shown(column)}' is not a time; write it like 2026-07-01T08:29:31.");
        return null;
    }

    /// <summary>A time in whole minutes.</summary>
    public DateTime? Minute(string column)
    {
        if (Time(column) is not { } time) return null;
        if (time.Second == 0) return time;
        Wrong(column, $"“{Shown(column)}”不是整分钟；秒应为 00。", $"'{Shown(column)}' is not a whole minute; the seconds must be 00.");
        return null;
    }

    public bool Flag(string column)
    {
        var value = Bytes(column);
        if (value.IsEmpty || value.SequenceEqual("false"u8)) return false;
        if (value.SequenceEqual("true"u8)) return true;
        Wrong(column, $"“{Shown(column)}”不对；应是 true、false 或空。", $"'{Shown(column)}' is neither true nor false nor blank.");
        return false;
    }

    public double? Degrees(string column, Func<double, bool> exists)
    {
        var text = Bytes(column);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees))
        {
            if (exists(degrees)) return degrees;
            Wrong(column, $"“{Shown(column)}”超出范围；纬度在 -90 到 90，经度在 -180 到 180。", $"'{Shown(column)}' is out of range; latitude -90 to 90, longitude -180 to 180.");
            return null;
        }

        NotANumber(column);
        return null;
    }

    public decimal? Number(string column)
    {
        if (decimal.TryParse(Bytes(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        NotANumber(column);
        return null;
    }

    /// <summary>A word of a closed list.</summary>
    public T? Word<T>(string column, (string Word, T Meaning)[] words)
        where T : struct
    {
        var value = Bytes(column);
        foreach (var (word, meaning) in words)
        {
            if (Is(value, word)) return meaning;
        }

        var known = string.Join(Say.Of("、", ", "), words.Select(pair => pair.Word));
        Wrong(column, $"不认识“{Shown(column)}”；应是 {known} 之一。", $"'{Shown(column)}' is unknown; it must be one of {known}.");
        return null;
    }

    private static bool Is(ReadOnlySpan<byte> value, string word)
    {
        if (value.Length != word.Length) return false;
        for (var i = 0; i < word.Length; i++)
        {
            if (value[i] != word[i]) return false;
        }

        return true;
    }

    /// <summary>A value as messages show it: short, without control characters.</summary>
    public string Shown(string column)
    {
        var text = new StringBuilder();
        foreach (var rune in Text(column).EnumerateRunes().Take(40))
        {
            if (Rune.IsControl(rune)) text.Append('·');
            else text.Append(rune);
        }

        return text.ToString();
    }

    private void NotANumber(string column) =>
        Wrong(column, $"“{Shown(column)}”不是数；应写成 45.62 的样子。", $"'{Shown(column)}' is not a number; write it like 45.62.");

    private bool Ascii(string column, Span<char> text, out int length) =>
        Encoding.UTF8.TryGetChars(Bytes(column), text, out length) && length > 0;
}
