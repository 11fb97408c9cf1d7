using Microsoft.AspNetCore.DataProtection;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Export;

/// <summary><c>hall export --out facts/</c>: the live facts for <c>hall replay</c>. The hall may be running meanwhile.</summary>
internal static class ExportCommand
{
    public const string Verb = "export";

    /// <returns>0: done. 2: the call is not as it should be. 1: anything else, with a sentence on standard error.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (args is not [Verb, "--out", { Length: > 0 } target])
        {
            await Console.Error.WriteLineAsync("用法：./hall export --out 文件夹\n把正在使用的大厅的事实写成 hall replay 的文件。文件夹应不存在或是空的。");
            return 2;
        }

        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        try
        {
            await using var store = await CommandStore.Open(configuration);
            var services = new ServiceCollection();
            services.AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(new HallClock(TimeSpan.Zero))
                .AddHallDatabase(store.Connections)
                // Facts only: nothing that the hall's keys protect is read or made.
                .AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>()
                .AddCalendar().AddAttendance().AddSingleton<ExportFacts>();
            await using var provider = services.BuildServiceProvider();
            await provider.GetRequiredService<ExportFacts>().Run(target, CancellationToken.None);
            await Console.Error.WriteLineAsync($"事实已写到 {target}。试算：./hall replay --in {target} --out 结果文件夹");
            return 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidOperationException or Npgsql.NpgsqlException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }
}
