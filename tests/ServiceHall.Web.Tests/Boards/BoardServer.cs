using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Boards;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Ranking;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Boards;

/// <summary>One server of the hall with its boards, on a free port; several may share a hall's database.</summary>
internal sealed class BoardServer(WebApplication app) : IAsyncDisposable
{
    public HttpClient Http { get; } = new() { BaseAddress = new Uri(app.Urls.First()) };

    public Uri Hub(string token) => new($"{app.Urls.First()}/hub/boards?access_token={token}");

    /// <summary>This server's way to the database: what is saved here makes this server's boards stale.</summary>
    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public static async Task<BoardServer> Start(TestHall hall, string? webRoot = null, BoardRhythm? rhythm = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { WebRootPath = webRoot });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services.AddRouting().AddAuthorization();
        builder.Services.AddSingleton<TimeProvider>(hall.Clock);
        builder.Services.AddHallDatabase(hall.Connections).AddHallKeys(TestKeys.Certificates).AddSingleton<DemonstrationRibbon>()
            .AddCalendar().AddAttendance().AddInspection().AddScoring().AddRanking().AddBoards().AddScreens();
        if (rhythm is not null) builder.Services.AddSingleton(rhythm);
        var app = builder.Build();
        app.MapBoards();
        await app.StartAsync();
        return new BoardServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}
