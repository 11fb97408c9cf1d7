namespace ServiceHall.Web.Accounts;

/// <summary>Shows the terminal of an empty hall the code with which its first administrator is made.</summary>
internal sealed class AnnounceSetup(FirstAdministrator first, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => _ = Announce());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Announce()
    {
        if (await first.IsWanted(lifetime.ApplicationStopping))
            await Console.Out.WriteLineAsync($"\n大厅还没有管理员。请打开 /setup，输入初始化码 {first.SetupCode}\n");
    }
}
