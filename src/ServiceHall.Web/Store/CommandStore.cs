namespace ServiceHall.Web.Store;

/// <summary>
/// The hall's database as a command on its server reaches it, while the hall is running or not: the configured one, else
/// the hall's own in <c>Hall:Data</c>, which is started where it stands still.
/// </summary>
internal sealed class CommandStore : IAsyncDisposable
{
    private readonly LocalPostgres? _own;

    private CommandStore(HallConnections connections, LocalPostgres? own) => (Connections, _own) = (connections, own);

    public HallConnections Connections { get; }

    /// <exception cref="InvalidOperationException">No database is named, or it is not there.</exception>
    public static async Task<CommandStore> Open(IConfiguration configuration)
    {
        if (HallConnections.Configured(configuration) is { } configured)
            return new CommandStore(configured, null);
        var folder = configuration["Hall:Data"]
            ?? throw new InvalidOperationException("没有指明数据：请设置 ConnectionStrings__Hall，或以 Hall__Data 给出数据目录（演示大厅是 .data/demo）。");
        if (await LocalPostgres.ConnectionsOfRunning(folder, "hall") is { } running)
            return new CommandStore(running, null);
        if (!Directory.Exists(folder))
            throw new InvalidOperationException($"没有数据目录 {folder}。请先用 ./run.sh 建立大厅。");
        var postgres = await LocalPostgres.Start(folder);
        return new CommandStore(HallConnections.Local(postgres, "hall"), postgres);
    }

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
