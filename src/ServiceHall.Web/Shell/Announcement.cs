using Microsoft.AspNetCore.Connections;
using QRCoder;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Shell;

/// <summary>Tells the terminal, once the hall is open, where it is and how to get in.</summary>
internal sealed class Announcement(
    IConfiguration configuration, FirstAdministrator first, IEnumerable<IWelcome> welcomes, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => _ = Announce());
        return Task.CompletedTask;
    }

    /// <summary>What the terminal says where the hall did not open for a reason outside of the program; null: a fault of the program.</summary>
    public static string? WhyNot(Exception fault) => fault switch
    {
        HallCannotOpenException => fault.Message,
        IOException { InnerException: AddressInUseException } => Addresses.InUse,
        _ => null,
    };

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Announce()
    {
        var local = Addresses.Local(configuration);
        var lines = new List<string>();
        if (local is not null)
            lines.AddRange(["", "大厅已打开", $"  电脑  {local}/desk", $"  手机  {local}/m", $"  大屏  {local}/kiosk/"]);
        foreach (var address in Addresses.Lan(configuration))
        {
            using var code = QRCodeGenerator.GenerateQrCode(address + "/m", QRCodeGenerator.ECCLevel.L);
            using var drawing = new AsciiQRCode(code);
            lines.AddRange(["", $"  局域网手机  {address}/m （证书是本机自制的，首次打开时请在系统浏览器里选择继续）", drawing.GetGraphicSmall()]);
        }

        if (await first.IsWanted(lifetime.ApplicationStopping))
            lines.AddRange(["", $"大厅还没有管理员。请打开 {local}/setup，输入初始化码 {first.SetupCode}"]);
        foreach (var welcome in welcomes)
            lines.AddRange(await welcome.Lines(lifetime.ApplicationStopping));
        if (local is not null)
            lines.AddRange(["", "按 Ctrl+C 停止。"]);
        await Console.Out.WriteLineAsync(string.Join('\n', lines));
    }
}

/// <summary>What a chapter adds to the announcement, such as the demonstration's accounts.</summary>
internal interface IWelcome
{
    Task<IEnumerable<string>> Lines(CancellationToken cancel);
}
