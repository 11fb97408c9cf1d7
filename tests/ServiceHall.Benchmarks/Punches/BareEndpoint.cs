using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;
using ServiceHall.Web.Tests;

namespace ServiceHall.Benchmarks.Punches;

/// <summary>
/// What any server on this machine would have to do at least: read the same cookie, and insert one row raw. It knows no
/// hall, no rules and no rights. A process of its own, like the hall.
/// </summary>
internal static class BareEndpoint
{
    /// <summary>Serves until it is ended; address and database come from the environment.</summary>
    public static async Task<int> Run()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Environment.GetEnvironmentVariable("BARE_ADDRESS")!);
        var connections = new HallConnections("", Environment.GetEnvironmentVariable("BARE_DATABASE")!);
        builder.Services.AddHallDatabase(connections).AddHallKeys(TestKeys.Certificates);
        builder.Services.AddSingleton(TimeProvider.System).AddAccounts();
        builder.Services.AddHallCookies();
        // The cookie is opened as the hall opens it; whether the sign-in still holds is not asked.
        builder.Services.PostConfigureAll<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>(
            options => options.Events = new Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationEvents());
        var app = builder.Build();
        app.UseAuthentication();
        app.MapPost("/api/punches/bare", async (HttpContext context, NpgsqlDataSource database) =>
        {
            if (context.User.Identity?.IsAuthenticated != true)
                return Results.Unauthorized();
            await using var connection = await database.OpenConnectionAsync();
            await using var insert = new NpgsqlCommand("INSERT INTO bare (at, key) VALUES ($1, $2)", connection);
            insert.Parameters.AddWithValue(DateTime.UtcNow);
            insert.Parameters.AddWithValue(Guid.NewGuid());
            await insert.PrepareAsync();
            await insert.ExecuteNonQueryAsync();
            return Results.Text("已签到");
        });
        await app.RunAsync();
        return 0;
    }
}
