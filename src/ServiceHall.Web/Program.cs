using ServiceHall.Web.Store;

var builder = WebApplication.CreateBuilder(args);
await using var store = await builder.AddStore();

var app = builder.Build();
await app.RunAsync();
