using ServiceHall.Benchmarks.Boards;
using ServiceHall.Benchmarks.Imports;
using ServiceHall.Benchmarks.Months;
using ServiceHall.Benchmarks.Pages;
using ServiceHall.Benchmarks.Punches;
using ServiceHall.Benchmarks.Recomputing;
using ServiceHall.Benchmarks.Replay;
using ServiceHall.Benchmarks.Rush;
using ServiceHall.Benchmarks.Schedules;

// Measurements of whole processes and of the running hall. Each prints what it measured; nothing here passes or fails.
//   dotnet run -c Release --project tests/ServiceHall.Benchmarks -- replay 10000
return args switch
{
    ["replay", .. var sizes] => ReplayBenchmark.Run(sizes),
    ["read", var file] => CsvFloor.Read(file),
    ["punches"] => await PunchBenchmark.Run(),
    ["boards"] => await BoardBenchmark.Run(),
    ["pages"] => await PageBenchmark.Run(),
    ["grid"] => await MonthBenchmark.Run(),
    ["import"] => await ImportBenchmark.Run(),
    ["recompute"] => await RecomputeBenchmark.Run(),
    ["jobs"] => await JobTablesBenchmark.Run("30", "24"),
    ["jobs", var days] => await JobTablesBenchmark.Run(days, "24"),
    ["jobs", var days, var hours] => await JobTablesBenchmark.Run(days, hours),
    ["rush"] => await RushBenchmark.Run(null),
    ["rush", var seconds] => await RushBenchmark.Run(seconds),
    ["bare-endpoint"] => await BareEndpoint.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        replay [people ...]   hall replay over a quarter, whole process; beside it, reading punches.csv with CsvHelper alone
        punches               accepted punches per second through the running hall; beside it, a bare endpoint with one raw insert
        boards                from a commit to 200 connected lobby screens
        pages                 weight and time of the phone's first page; statements that the pages send
        grid                  the month grid of 300 people: statements, first paint in a browser, scrolling, memory
        rush [seconds]        5,000 people punch while 50 desks watch the page of today live
        import                5,000 people from .xlsx and CSV: read, previewed, imported
        recompute             a month of 5,000 people computed again while clerks punch
        jobs [days [hours]]   the scheduler's tables over a simulated month of the timetable, of each day so many hours
        read FILE             the floor: reads a CSV file with CsvHelper and does nothing with it
        """);
    return 1;
}
