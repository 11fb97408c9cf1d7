using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

var builder = WebApplication.CreateBuilder(args);
await using var store = await builder.AddStore();
builder.AddShell();
builder.Services.AddAccounts();
builder.Services.AddSignIn();
builder.Services.AddCalendar();

var app = builder.Build();
app.UseShell();
app.MapShell();
app.MapAccounts();
await app.RunAsync();
