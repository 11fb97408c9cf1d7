using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store.Keys;

namespace ServiceHall.Web.Store;

/// <summary>The database: the configured one, or the hall's own.</summary>
internal static class StoreModule
{
    // What measurements call the pool; unnamed, it would be called by its connection string.
    private const string PoolName = "hall";

    /// <summary>Opens the database, brings it to this version's tables, and registers how to reach it.</summary>
    /// <returns>What has to be stopped after the application.</returns>
    public static async Task<OpenStore> AddStore(this WebApplicationBuilder builder)
    {
        if (EF.IsDesignTime)
            return new OpenStore(null, null);
        LocalPostgres? postgres = null;
        var keys = KeyCertificates.Configured(builder.Configuration);
        var dataFolder = builder.Configuration["Hall:Data"]
            ?? Path.Combine(builder.Environment.ContentRootPath, ".data");
        var connections = HallConnections.Configured(builder.Configuration);
        if (connections is null)
        {
            postgres = await LocalPostgres.Start(dataFolder);
            await postgres.MakeDatabase("hall");
            connections = HallConnections.Local(postgres, "hall");
            builder.Services.AddSingleton(postgres).AddHostedService<KeepPostgres>();
        }

        if (keys is null && postgres is null)
            throw KeyCertificates.Missing();
        var store = new OpenStore(connections, postgres);
        try
        {
            await HallSchema.Prepare(connections);
            keys ??= await KeyCertificates.OfFolder(dataFolder, connections);
            await SealKeys.Run(connections, keys, HallClock.From(builder.Configuration));
        }
        catch
        {
            // A hall that does not open leaves no database running.
            await store.DisposeAsync();
            throw;
        }

        builder.Services.AddHallDatabase(connections).AddHallKeys(keys);
        return store;
    }

    /// <summary>Registers how to reach a prepared database as the application.</summary>
    public static IServiceCollection AddHallDatabase(this IServiceCollection services, HallConnections connections)
    {
        services.AddSingleton(connections)
            .AddSingleton(_ => new NpgsqlDataSourceBuilder(connections.Application) { Name = PoolName }.Build());
        services.AddSingleton<Commits>().AddSingleton<CommitWatch>();
        services.AddPooledDbContextFactory<HallDb>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            .AddInterceptors(new StoredTexts(), OrderedTexts.Instance, provider.GetRequiredService<CommitWatch>(), new StatementTexts()));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<HallDb>>().CreateDbContext());
        return services;
    }

    /// <summary>
    /// Keys that protect cookies, forms and kept secrets lie in the database, so that they hold after a restart and on
    /// each server, under a certificate that does not.
    /// </summary>
    public static IServiceCollection AddHallKeys(this IServiceCollection services, KeyCertificates certificates)
    {
        services.AddSingleton(certificates)
            .AddDataProtection().SetApplicationName("ServiceHall").PersistKeysToDbContext<HallDb>()
            .ProtectKeysWithCertificate(certificates.Current).UnprotectKeysWithAnyCertificate(certificates.All);
        return services;
    }
}

/// <summary>A database that is open, and to be closed after the application.</summary>
/// <param name="connections">How to reach it; null while <c>dotnet ef</c> only looks at the model.</param>
/// <param name="postgres">The hall's own PostgreSQL; null where the database is somebody else's.</param>
internal sealed class OpenStore(HallConnections? connections, LocalPostgres? postgres) : IAsyncDisposable
{
    public HallConnections? Connections => connections;

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
            await postgres.DisposeAsync();
    }
}
