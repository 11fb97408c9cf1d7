using ServiceHall.Web.Accounts;
using ServiceHall.Web.Accounts.Oidc;
using ServiceHall.Web.Accounts.SecondSigner;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Boards;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Demonstration;
using ServiceHall.Web.Export;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Hosting.Clock;
using ServiceHall.Web.Import;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Integrity;
using ServiceHall.Web.Leave;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Messages;
using ServiceHall.Web.OwnData;
using ServiceHall.Web.People;
using ServiceHall.Web.Ranking;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Schedules;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Shell.Opening;
using ServiceHall.Web.Store;
using ServiceHall.Web.Store.Keys;

if (args is [ExportCommand.Verb, ..])
    return await ExportCommand.Run(args);
if (args is [AccountCommand.Code or AccountCommand.ResetFactor, ..])
    return await AccountCommand.Run(args);
if (args is [VerifyCommand.Verb, ..])
    return await VerifyCommand.Run(args, new ConfigurationBuilder().AddEnvironmentVariables().Build(), Console.Out, Console.Error);
if (args is [KeysCommand.Verb, ..])
    return await KeysCommand.Run(args, new ConfigurationBuilder().AddEnvironmentVariables().Build());

var stopping = CancellationToken.None;
try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHosting();
    await using var opening = await HallOpening.Begin(builder);
    await using var store = await builder.AddStore();
    builder.AddShell();
    builder.AddDemonstration();
    builder.Services.AddAccounts();
    builder.Services.AddSignIn();
    builder.AddOidc();
    builder.Services.AddPeople();
    builder.Services.AddImports();
    builder.Services.AddMessages();
    builder.Services.AddMessageNews();
    builder.Services.AddSetAside();
    builder.Services.AddCalendar();
    builder.Services.AddLeave();
    builder.Services.AddAttendance();
    builder.Services.AddClockRounds();
    builder.Services.AddInspection();
    builder.Services.AddScoring();
    builder.Services.AddRanking();
    builder.Services.AddBoards();
    builder.Services.AddScreens();
    builder.Services.AddExport();
    builder.Services.AddIntegrity();
    builder.Services.AddRetention();
    builder.Services.AddOwnData();
    builder.AddLongWork(store.Connections);
    builder.AddSchedules(store.Connections);
    builder.Services.AddHostedService<EndOpening>();

    var app = builder.Build();
    stopping = app.Lifetime.ApplicationStopping;
    app.CheckRetention();
    app.UseShell();
    app.MapShell();
    app.MapHosting();
    app.MapAccounts();
    app.MapPeople();
    app.MapImports();
    app.MapLeave();
    app.MapAttendance();
    app.MapProofs();
    app.MapInspection();
    app.MapBoards();
    app.MapLongWork();
    app.MapOwnData();
    app.MapSchedules();
    await app.RunAsync();
    return 0;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    // Stopped before it was open, such as in a demonstration's first start.
    await Console.Out.WriteLineAsync("已停止。下次运行从断开的地方继续。");
    return 0;
}
catch (Exception fault) when (Announcement.WhyNot(fault) is { } why)
{
    await Console.Error.WriteLineAsync(why);
    return 1;
}
