using ServiceHall.Web.Accounts;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Ranking;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

var builder = WebApplication.CreateBuilder(args);
await using var store = await builder.AddStore();
builder.AddShell();
builder.Services.AddAccounts();
builder.Services.AddSignIn();
builder.Services.AddInspection();
builder.Services.AddScoring();
builder.Services.AddRanking();

var app = builder.Build();
app.UseShell();
app.MapShell();
app.MapAccounts();
app.MapInspection();
await app.RunAsync();
