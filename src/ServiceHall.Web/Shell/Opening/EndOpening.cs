namespace ServiceHall.Web.Shell.Opening;

/// <summary>Leaves the address to the hall: the last that is started before the hall itself listens.</summary>
internal sealed class EndOpening(HallOpening opening) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => opening.DisposeAsync().AsTask();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
