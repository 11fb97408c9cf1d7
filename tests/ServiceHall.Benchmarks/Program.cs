using ServiceHall.Benchmarks.Punches;
using ServiceHall.Benchmarks.Replay;

// Measurements of whole processes and of the running hall. Each prints what it measured; nothing here passes or fails.
//   dotnet run -c Release --project tests/ServiceHall.Benchmarks -- replay 10000
return args switch
{
    ["replay", .. var sizes] => ReplayBenchmark.Run(sizes),
    ["read", var file] => CsvFloor.Read(file),
    ["punches"] => await PunchBenchmark.Run(),
    ["bare-endpoint"] => await BareEndpoint.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        replay [people ...]   hall replay over a quarter, whole process; beside it, reading punches.csv with CsvHelper alone
        punches               accepted punches per second through the running hall; beside it, a bare endpoint with one raw insert
        read FILE             the floor: reads a CSV file with CsvHelper and does nothing with it
        """);
    return 1;
}
