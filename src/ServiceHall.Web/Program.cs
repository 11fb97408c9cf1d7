using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Export;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Ranking;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

if (args is [ExportCommand.Verb, ..])
    return await ExportCommand.Run(args);

var builder = WebApplication.CreateBuilder(args);
await using var store = await builder.AddStore();
builder.AddShell();
builder.Services.AddAccounts();
builder.Services.AddSignIn();
builder.Services.AddCalendar();
builder.Services.AddAttendance();
builder.Services.AddInspection();
builder.Services.AddScoring();
builder.Services.AddRanking();

var app = builder.Build();
app.UseShell();
app.MapShell();
app.MapAccounts();
app.MapAttendance();
app.MapInspection();
await app.RunAsync();
return 0;
