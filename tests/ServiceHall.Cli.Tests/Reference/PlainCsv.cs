using System.Text;

namespace ServiceHall.Cli.Tests.Reference;

/// <summary>RFC 4180, as little of it as the contract's files need.</summary>
internal static class PlainCsv
{
    /// <summary>The rows under the header, each a dictionary from column to text. A missing file has none.</summary>
    internal static List<Dictionary<string, string>> Read(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
            return [];

        var records = Split(File.ReadAllText(path, Encoding.UTF8).TrimStart('\uFEFF'));
        var header = records[0];
        return [.. records.Skip(1).Select(record =>
            Enumerable.Range(0, header.Count).ToDictionary(column => header[column], column => record[column]))];
    }

    internal static string Write(string header, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder(header).Append('\n');
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(Quoted)).Append('\n');
        return text.ToString();
    }

    private static string Quoted(string cell) =>
        cell.IndexOfAny([',', '"', '\r', '\n']) < 0 ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static List<List<string>> Split(string text)
    {
        var records = new List<List<string>>();
        var record = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            var here = text[at];
            if (quoted && here == '"' && at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append('"');
                at++;
            }
            else if (here == '"')
            {
                quoted = !quoted;
            }
            else if (quoted || here is not (',' or '\r' or '\n'))
            {
                cell.Append(here);
            }
            else if (here != '\r')
            {
                record.Add(cell.ToString());
                cell.Clear();
                if (here == '\n')
                {
                    records.Add(record);
                    record = [];
                }
            }
        }

        if (cell.Length > 0 || record.Count > 0)
            records.Add([.. record, cell.ToString()]);
        return records;
    }
}
