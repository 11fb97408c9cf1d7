using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Tests.Demonstration;

/// <summary>A demonstration's first start as a process of its own, with eleven months to build.</summary>
public sealed class StoppedStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hall-stop-").FullName;

    public StoppedStartTests()
    {
        Write("sites.csv", "site_id,name,lat,lon,radius_m", "S1,大厅,45.62,122.84,150");
        Write("windows.csv", "window_id,name,unit,site_id", "W1,综合窗口,综合局,S1");
        Write("staff.csv", "staff_id,name,window_id,role,kind,from,to", "P1,王芳,W1,staff,regular,2026-01-04,", "P2,李军,W1,leader,regular,2026-01-04,");
        Write("leave.csv", "leave_id,staff_id,kind,from,to,submitted_at,decision,override");
        Write("exemptions.csv", "exemption_id,from,to,site_id,staff_id,reason");
        Write("explanations.csv", "staff_id,date,session,slot,submitted_at,accepted");
        Write("findings.csv", "finding_id,found_at,inspection,window_id,staff_id,code,quantity,severe,verified");
        Write("punches.csv", ["staff_id,at,action,lat,lon,accuracy_m,proof", .. Days().Select(day => $"P1,{day}T08:21:30,in,45.6201,122.8401,20,position")]);
    }

    [Fact]
    public async Task Stopped_while_it_builds_its_past_it_says_so_in_one_line_and_goes_on_the_next_time()
    {
        var port = FreePort();
        var (page, progress) = ("", "");
        var (exitCode, told, faults) = await Run(port, stopAt: "正在建立演示大厅", async () =>
        {
            // Meanwhile whoever opens the hall is told how far it is.
            using var browser = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
            using var answer = await browser.GetAsync("/desk");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            (page, progress) = (await answer.Content.ReadAsStringAsync(), await browser.GetStringAsync("/opening.json"));
        });

        Assert.Contains("大厅正在打开", page, StringComparison.Ordinal);
        using var now = JsonDocument.Parse(progress);
        Assert.StartsWith("正在建立演示大厅", now.RootElement.GetProperty("line").GetString(), StringComparison.Ordinal);
        Assert.InRange(now.RootElement.GetProperty("percent").GetInt32(), 0, 100);
        Assert.Contains(told, line => line.StartsWith("正在准备数据库", StringComparison.Ordinal));
        Assert.True(exitCode == 0, $"{exitCode}: {string.Join(Environment.NewLine, told.Concat(faults))}");
        Assert.Equal("已停止。下次运行从断开的地方继续。", told[^1]);
        Assert.Empty(faults);
        Assert.DoesNotContain(told, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_port_that_somebody_else_has_is_told_before_anything_is_built()
    {
        using var somebody = new TcpListener(IPAddress.Loopback, 0);
        somebody.Start();

        var (exitCode, told, faults) = await Run(((IPEndPoint)somebody.LocalEndpoint).Port, stopAt: "正在建立演示大厅");

        Assert.Equal(1, exitCode);
        Assert.Equal([Addresses.InUse], faults);
        Assert.Empty(told);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(int ExitCode, List<string> Told, List<string> Faults)> Run(int port, string stopAt, Func<Task>? before = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(HallClock).Assembly.Location, "--contentRoot", Path.GetDirectoryName(typeof(HallClock).Assembly.Location)!])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (string Name, string Value)[] settings =
        [
            ("Hall__Data", _folder), ("Hall__Facts", _folder), ("Hall__Demonstration", "true"), ("Hall__Clock", "2026-11-20T08:25"),
            ("Hall__Port", port.ToString(CultureInfo.InvariantCulture)), ("ASPNETCORE_ENVIRONMENT", "Production"),
        ];
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        using var hall = Process.Start(start)!;
        var faults = hall.StandardError.ReadToEndAsync();
        var (told, isStopped) = (new List<string>(), false);
        while (await hall.StandardOutput.ReadLineAsync() is { } line)
        {
            told.Add(line);
            if (!isStopped && line.StartsWith(stopAt, StringComparison.Ordinal))
            {
                isStopped = true;
                await (before?.Invoke() ?? Task.CompletedTask);
                Process.Start("kill", ["-TERM", hall.Id.ToString(CultureInfo.InvariantCulture)]).Dispose();
            }
        }

        await hall.WaitForExitAsync();
        return (hall.ExitCode, told, [.. (await faults).Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
    }

    private static IEnumerable<string> Days()
    {
        for (var day = new DateOnly(2026, 1, 5); day < new DateOnly(2026, 11, 20); day = day.AddDays(1))
            yield return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Write(string file, params string[] lines) => File.WriteAllLines(Path.Combine(_folder, file), lines);
}
