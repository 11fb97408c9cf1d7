using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Hosting;

public sealed class HostingSettingsTests
{
    [Fact]
    public void Without_a_setting_nothing_is_registered()
    {
        var settings = Read();
        var services = new ServiceCollection();

        services.AddTelemetry(settings);

        Assert.Equal(new HostingSettings(null, null, null), settings);
        Assert.Empty(services);
    }

    [Theory]
    [InlineData("Hall:Telemetry:Prometheus", "9464", false)]
    [InlineData("Hall:Telemetry:Otlp", "http://127.0.0.1:4318", true)]
    public void Traces_are_made_only_where_a_collector_takes_them(string name, string value, bool areTraced)
    {
        var services = new ServiceCollection();

        services.AddTelemetry(Read((name, value)));

        Assert.Contains(services, service => service.ServiceType == typeof(MeterProvider));
        Assert.Equal(areTraced, services.Any(service => service.ServiceType == typeof(TracerProvider)));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var refused = Assert.Throws<HallCannotOpenException>(() => Read(
            ("Hall:Telemetry:Otlp", "collector"), ("Hall:Telemetry:Prometheus", "80"), ("Hall:Logs", "/proc/none")));

        foreach (var named in new[] { "Hall:Telemetry:Otlp", "“collector”", "Hall:Telemetry:Prometheus", "“80”",
            "Hall:Logs", "/proc/none" })
            Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hall:Port", "9464")]
    [InlineData("Hall:Port", "9463")]
    [InlineData("urls", "http://+:5080;https://0.0.0.0:9464/")]
    public void Measurements_are_not_read_at_a_port_of_the_hall(string name, string value)
    {
        var refused = Assert.Throws<HallCannotOpenException>(() =>
            Read((name, value), ("Hall:Telemetry:Prometheus", "9464")));

        Assert.Contains("大厅自己的端口", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_somebody_else_has_is_told_before_anything_is_opened()
    {
        using var somebody = new TcpListener(IPAddress.Loopback, 0);
        somebody.Start();

        var refused = Assert.Throws<HallCannotOpenException>(() =>
            Read(("Hall:Telemetry:Prometheus", $"{((IPEndPoint)somebody.LocalEndpoint).Port}")));

        Assert.Contains("占用", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Log_files_are_cut_and_the_oldest_go()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"hall-logs-{Guid.NewGuid():N}");
        try
        {
            Assert.Equal(folder, Read(("Hall:Logs", folder)).Logs);
            using (var factory = LoggerFactory.Create(logging => logging.AddFiles(folder, largest: 2000, kept: 3)))
            {
                for (var line = 0; line < 200; line++)
                    factory.CreateLogger("test").LogInformation("Line {Number} of two hundred.", line);
            }

            var files = new DirectoryInfo(folder).GetFiles();
            Assert.Equal(3, files.Length);
            // The line that crosses the limit is written whole.
            Assert.All(files, file => Assert.InRange(file.Length, 1, 2200));
            Assert.Contains("Line 199 of", string.Concat(files.Select(file => File.ReadAllText(file.FullName))),
                StringComparison.Ordinal);
            Assert.True(OperatingSystem.IsWindows()
                || File.GetUnixFileMode(folder) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static HostingSettings Read(params (string Name, string Value)[] settings) =>
        HostingSettings.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value))
            .Build());
}
