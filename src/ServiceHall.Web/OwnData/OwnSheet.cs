using System.Globalization;
using CsvHelper;

namespace ServiceHall.Web.OwnData;

/// <summary>One table of what the hall knows about somebody.</summary>
/// <param name="Name">What the file is called.</param>
/// <param name="Headings">In Chinese, as people call it.</param>
internal sealed record OwnSheet(string Name, IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    // Office programs take the encoding from the mark.
    private static readonly CsvWriterOptions Options = new() { WriteByteOrderMark = true, Injection = CsvInjection.Escape };

    /// <summary>The sheet as CSV, which any office program opens. What looks like a formula is text.</summary>
    public byte[] Csv()
    {
        var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, Options, leaveOpen: true))
        {
            csv.WriteHeader([.. Headings]);
            foreach (var row in Rows)
            {
                foreach (var value in row)
                    csv.WriteField(Readable(value));
                csv.EndRecord();
            }
        }

        return bytes.ToArray();
    }

    private static object Readable(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "是" : "否",
        DateTime civil => civil.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        _ => value,
    };
}
