using ServiceHall.Web.Accounts;
using ServiceHall.Web.Boards;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.People;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

var builder = WebApplication.CreateBuilder(args);
await using var store = await builder.AddStore();
builder.AddShell();
builder.Services.AddAccounts();
builder.Services.AddSignIn();
builder.Services.AddPeople();
builder.Services.AddBoards();
builder.Services.AddScreens();
builder.Services.AddCalendar();

var app = builder.Build();
app.UseShell();
app.MapShell();
app.MapAccounts();
app.MapPeople();
app.MapBoards();
await app.RunAsync();
