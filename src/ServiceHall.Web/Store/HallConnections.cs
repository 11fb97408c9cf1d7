using Npgsql;

namespace ServiceHall.Web.Store;

/// <summary>How to reach the hall's database: as the owner of its tables, and as the application.</summary>
/// <param name="Owner">For migrations.</param>
/// <param name="Application">For everything else; its role owns nothing.</param>
internal sealed record HallConnections(string Owner, string Application)
{
    /// <summary>
    /// The configured database (<c>ConnectionStrings__Hall</c>), or null where none is. With a second one for the
    /// owner (<c>ConnectionStrings__HallOwner</c>) the first is used as it is; alone, it serves migrations, and the
    /// application's connections take the role hall_app from their first moment.
    /// </summary>
    public static HallConnections? Configured(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("Hall") is not { Length: > 0 } hall)
            return null;
        if (configuration.GetConnectionString("HallOwner") is { Length: > 0 } owner)
            return new HallConnections(owner, hall);
        var application = new NpgsqlConnectionStringBuilder(hall);
        application.Options = $"{application.Options} -c role={LocalPostgres.ApplicationRole}".Trim();
        return new HallConnections(hall, application.ConnectionString);
    }

    /// <summary>
    /// The same, without waiting for the disk at each commit: what the machine loses with its power are the last commits, in their order.
    /// For work that is done again then.
    /// </summary>
    public HallConnections WithoutWaiting()
    {
        var application = new NpgsqlConnectionStringBuilder(Application);
        application.Options = $"{application.Options} -c synchronous_commit=off".Trim();
        return this with { Application = application.ConnectionString };
    }

    /// <summary>A database of the hall's own PostgreSQL.</summary>
    public static HallConnections Local(LocalPostgres postgres, string database) =>
        new(postgres.Connection(database, LocalPostgres.OwnerRole), postgres.Connection(database, LocalPostgres.ApplicationRole));
}
