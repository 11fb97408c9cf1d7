using CsvHelper;

namespace ServiceHall.Benchmarks.Replay;

/// <summary>The floor under a replay: reading the same file with CsvHelper, touching every field, doing nothing with it.</summary>
internal static class CsvFloor
{
    public static int Read(string path)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',', HasHeader = false });
        long rows = 0, bytes = 0;
        while (csv.Read())
        {
            rows++;
            for (var i = 0; i < csv.Current.FieldCount; i++) bytes += csv.GetSpan(i).Length;
        }

        Console.WriteLine($"{rows} rows, {bytes} bytes of fields");
        return 0;
    }
}
