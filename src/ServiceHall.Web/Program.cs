using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.People;
using ServiceHall.Web.Schedules;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

var builder = WebApplication.CreateBuilder(args);
await using var store = await builder.AddStore();
builder.AddShell();
builder.Services.AddAccounts();
builder.Services.AddSignIn();
builder.Services.AddPeople();
builder.Services.AddCalendar();
builder.Services.AddAttendance();
builder.Services.AddScoring();
builder.AddSchedules(store.Connections);

var app = builder.Build();
app.UseShell();
app.MapShell();
app.MapAccounts();
app.MapPeople();
app.MapAttendance();
await app.RunAsync();
