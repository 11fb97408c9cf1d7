using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace ServiceHall.Rules.Calendar;

/// <summary>The two written forms of holiday notices; see <see cref="OfficialHolidays.Read"/>.</summary>
internal sealed class OfficialHolidaysFile
{
    private readonly string _fileName;

    private OfficialHolidaysFile(string fileName) => _fileName = fileName;

    public static IReadOnlyList<OfficialYear> Read(string text, string fileName)
    {
        var file = new OfficialHolidaysFile(fileName);
        var root = file.Parse(text);
        if (Find(root, "days") is not null)
            return [file.ReadYear(root, Find(root, "year"))];
        if (Find(root, "years") is not YamlMappingNode years || years.Children.Count == 0)
            throw file.Wrong(root, "缺少 years（年份）或 days（日期清单）。");
        return [.. years.Children.Select(year => file.ReadYear(file.Mapping(year.Value), year.Key))];
    }

    private YamlMappingNode Parse(string text)
    {
        try
        {
            // An alias stands for as much as one likes: a few lines of them would fill the memory.
            for (var parser = new Parser(new StringReader(text)); parser.MoveNext();)
            {
                if (parser.Current is AnchorAlias)
                    throw new FormatException($"{_fileName}:{parser.Current.Start.Line}: 不接受 YAML 的引用（*）。请把内容直接写出。");
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1
                ? Mapping(stream.Documents[0].RootNode)
                : throw new FormatException($"{_fileName}: 应当只有一份内容，实际有 {stream.Documents.Count} 份。");
        }
        catch (YamlException wrong)
        {
            throw new FormatException($"{_fileName}:{wrong.Start.Line}: 不是有效的 YAML 或 JSON：{wrong.Message}", wrong);
        }
    }

    private OfficialYear ReadYear(YamlMappingNode node, YamlNode? yearNode)
    {
        if (Find(node, "days") is not YamlSequenceNode { Children.Count: > 0 } list)
            throw Wrong(node, "缺少 days（日期清单），或者清单是空的。");
        var days = list.Children.Select(day => (Node: day, Day: ReadDay(Mapping(day)))).OrderBy(day => day.Day.Date).ToList();
        var year = yearNode is null ? days[^1].Day.Date.Year : ReadNumber(yearNode);
        foreach (var (dayNode, day) in days)
            if (day.Date.Year != year && day.Date.Year != year - 1)
                throw Wrong(dayNode, $"{day.Date:yyyy-MM-dd} 不属于 {year} 年的放假安排。");
        return new OfficialYear(year, ReadNotice(node), [.. days.Select(day => day.Day)]);
    }

    private OfficialDay ReadDay(YamlMappingNode node)
    {
        var date = Text(node, "date");
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw Wrong(node, $"date 写作“{date}”，应当是 2026-10-01 这样的日期。");
        var off = Text(node, "isOffDay");
        if (!bool.TryParse(off, out var isOff))
            throw Wrong(node, $"isOffDay 写作“{off}”，应当是 true（放假）或 false（上班）。");
        return new OfficialDay(day, Text(node, "name"), isOff ? OfficialDayKind.Off : OfficialDayKind.Work);
    }

    // holiday-cn calls its sources papers: a list of addresses.
    private static string ReadNotice(YamlMappingNode node) =>
        Find(node, "notice") is YamlScalarNode notice ? notice.Value ?? ""
        : Find(node, "papers") is YamlSequenceNode papers ? string.Join(' ', papers.Children)
        : "";

    private int ReadNumber(YamlNode node) =>
        int.TryParse(node.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= DateOnly.MinValue.Year && number <= DateOnly.MaxValue.Year
            ? number
            : throw Wrong(node, $"年份写作“{node}”，应当是 2026 这样的四位数。");

    private string Text(YamlMappingNode node, string key) =>
        Find(node, key) is YamlScalarNode { Value.Length: > 0 } scalar
            ? scalar.Value
            : throw Wrong(node, $"缺少 {key}。");

    private YamlMappingNode Mapping(YamlNode node) =>
        node as YamlMappingNode ?? throw Wrong(node, "此处应当是由“名称: 值”组成的内容。");

    private static YamlNode? Find(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private FormatException Wrong(YamlNode at, string what) => new($"{_fileName}:{at.Start.Line}: {what}");
}
