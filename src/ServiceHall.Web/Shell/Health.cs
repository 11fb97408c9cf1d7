using Npgsql;

namespace ServiceHall.Web.Shell;

/// <summary>Tells pages, proxies and people who run the hall whether it works.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/health", async (NpgsqlDataSource database, CancellationToken cancel) =>
        {
            try
            {
                await using var ping = database.CreateCommand("SELECT 1");
                await ping.ExecuteScalarAsync(cancel);
                return Results.Text("ok");
            }
            catch (NpgsqlException)
            {
                return Results.Text("database away", statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        }).AllowAnonymous();
}
