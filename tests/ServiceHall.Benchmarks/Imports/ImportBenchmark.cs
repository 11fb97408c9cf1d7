using System.Diagnostics;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Tests;

namespace ServiceHall.Benchmarks.Imports;

/// <summary>5,000 people from a file into an empty hall, the file read, previewed and imported; then the same file again.</summary>
internal static class ImportBenchmark
{
    private const int People = 5000;

    public static async Task<int> Run()
    {
        var rows = FilledHall.Rows(People, 10, "");
        foreach (var (name, file) in new[] { ("xlsx", Workbook(rows)), ("csv", Csv(rows)) })
        {
            await using var hall = await RunningHall.Start(1);
            await using var filled = new FilledHall(hall);
            Times.Say($"{name}, {People} rows, {file.Length / 1024} KiB; {Times.Load}");
            await Import(filled.Get<ImportPeople>(), file, "first");
            await Import(filled.Get<ImportPeople>(), file, "again");
        }

        return 0;
    }

    private static async Task Import(ImportPeople import, byte[] file, string which)
    {
        var watch = Stopwatch.StartNew();
        var rows = PeopleFile.Read(file).Value.Rows;
        var read = watch.Elapsed;
        var plan = (await import.Preview(Actor.Hall, rows, new FilledHall.Silent(), default)).Value;
        var previewed = watch.Elapsed;
        plan = (await import.Run(Actor.Hall, rows, plan.Fingerprint(), new FilledHall.Silent(), default)).Value;
        var imported = watch.Elapsed;
        Times.Say($"  {which}: read {read.TotalSeconds:0.00} s, preview {(previewed - read).TotalSeconds:0.00} s, import {(imported - previewed).TotalSeconds:0.00} s, together {imported.TotalSeconds:0.00} s; created {plan.Creating}, unchanged {plan.Unchanged}");
    }

    private static IEnumerable<string[]> Cells(IEnumerable<FileRow> rows) => rows
        .Select(row => new[] { row.Number, row.Name, row.Unit, row.WindowCode, row.WindowName, row.SiteCode, row.Role, row.From, row.Kind, row.To })
        .Prepend([.. PeopleFile.Headers]);

    private static byte[] Csv(FileRow[] rows) => Encoding.UTF8.GetBytes(string.Concat(Cells(rows).Select(cells => string.Join(',', cells) + "\r\n")));

    private static byte[] Workbook(FileRow[] rows)
    {
        using var file = new MemoryStream();
        using (var workbook = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = workbook.AddWorkbookPart();
            book.Workbook = new Workbook(new Sheets());
            var part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(new SheetData(Cells(rows).Select(cells => new Row(cells.Select(text =>
                new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) })))));
            book.Workbook.Sheets!.AppendChild(new Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = "人员" });
        }

        return file.ToArray();
    }
}
