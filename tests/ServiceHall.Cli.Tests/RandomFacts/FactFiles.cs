using System.Text;

namespace ServiceHall.Cli.Tests.RandomFacts;

/// <summary>
/// The rows of each file, and how they come to lie on disk: shuffled, columns in any order, with or without mark, with
/// either line end, quoted more than needed, with columns that nobody knows.
/// </summary>
internal sealed class FactFiles(Dice dice)
{
    /// <summary>Each file's columns as the contract lists them.</summary>
    internal static readonly Dictionary<string, string> Headers = new()
    {
        ["calendar.csv"] = "date,kind",
        ["sites.csv"] = "site_id,lat,lon,radius_m",
        ["windows.csv"] = "window_id,unit,site_id",
        ["staff.csv"] = "staff_id,window_id,role,kind,from,to",
        ["punches.csv"] = "staff_id,at,action,lat,lon,accuracy_m,proof",
        ["leave.csv"] = "leave_id,staff_id,kind,from,to,submitted_at,decision,override",
        ["exemptions.csv"] = "exemption_id,from,to,site_id,staff_id",
        ["findings.csv"] = "finding_id,found_at,inspection,window_id,staff_id,code,quantity,severe,verified",
        ["credits.csv"] = "credit_id,on,window_id,staff_id,code,level,striking,recognised,matter",
        ["explanations.csv"] = "staff_id,date,session,slot,submitted_at,accepted",
    };

    private readonly Dictionary<string, List<string[]>> _rows = Headers.Keys.ToDictionary(file => file, _ => new List<string[]>());

    internal void Add(string file, params string[] cells) => _rows[file].Add(cells);

    /// <summary>A file without rows is left out as often as not, unless the contract asks for it.</summary>
    internal void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (file, rows) in _rows)
        {
            if (rows.Count == 0 && file is not ("windows.csv" or "staff.csv") && dice.Percent(50))
                continue;

            dice.Shuffle(rows);
            File.WriteAllText(Path.Combine(folder, file), TextOf(Headers[file].Split(','), rows),
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: dice.Percent(20)));
        }
    }

    private string TextOf(string[] header, List<string[]> rows)
    {
        var order = Enumerable.Range(0, header.Length).ToList();
        if (dice.Percent(20))
            dice.Shuffle(order);
        var stranger = dice.Percent(15) ? dice.Between(0, header.Length) : -1;
        var quoteAll = dice.Percent(10);
        var lineEnd = dice.Percent(25) ? "\r\n" : "\n";

        List<string> lines = [Line(order.Select(column => header[column]), stranger, "name", quoteAll)];
        lines.AddRange(rows.Select(row =>
            Line(order.Select(column => row[column]), stranger, dice.OneOf(["张三", "", "a, \"b\"", "two\nlines"]), quoteAll)));
        return string.Join(lineEnd, lines) + (dice.Percent(90) ? lineEnd : "");
    }

    private static string Line(IEnumerable<string> cells, int stranger, string strangerCell, bool quoteAll)
    {
        var all = cells.ToList();
        if (stranger >= 0)
            all.Insert(stranger, strangerCell);
        return string.Join(',', all.Select(cell => quoteAll || cell.IndexOfAny([',', '"', '\n']) >= 0
            ? "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
            : cell));
    }
}
