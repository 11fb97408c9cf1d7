using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests;

/// <summary>The whole application on its own database, asked over HTTP.</summary>
public partial class WebHall : IAsyncLifetime
{
    private const string Password = "Morning-8-30";
    private WebApplicationFactory<Program>? _application;

    internal TestHall People { get; } = new();

    public async Task InitializeAsync()
    {
        await People.InitializeAsync();
        _application = Start(Open(People.Connections, People.Clock));
    }

    /// <summary>How the application is served, where it is not asked in its own process.</summary>
    private protected virtual WebApplicationFactory<Program> Start(WebApplicationFactory<Program> application) => application;

    public async Task DisposeAsync()
    {
        if (_application is not null)
            await _application.DisposeAsync();
        await People.DisposeAsync();
    }

    /// <summary>The application on a database; its keys lie under the given certificates, or under those of all tests.</summary>
    internal static WebApplicationFactory<Program> Open(HallConnections connections, TimeProvider? clock = null, string? keys = null, string roles = "none") =>
        new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Production");
            host.UseSetting("Hall:Schedules", "false");
            host.UseSetting("Hall:SecondFactor:Roles", roles);
            host.UseSetting("ConnectionStrings:Hall", connections.Application);
            host.UseSetting("ConnectionStrings:HallOwner", connections.Owner);
            host.UseSetting("Hall:Keys:Certificate", keys ?? TestKeys.File);
            if (clock is not null)
                host.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton(clock)));
        });

    /// <summary>Each address that the application has. Files are the framework's own and no part of it.</summary>
    internal IReadOnlyList<RouteEndpoint> Endpoints => field ??=
    [
        .. _application!.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => !endpoint.Metadata.Any(data => data.GetType().Name.Contains("StaticAsset", StringComparison.Ordinal)))
            .DistinctBy(AddressOf),
    ];

    /// <summary>The methods that an address takes.</summary>
    internal static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } named ? named : ["GET", "POST"];

    /// <summary>How an address is called: its methods and its route.</summary>
    internal static string AddressOf(RouteEndpoint endpoint) =>
        $"{string.Join(',', MethodsOf(endpoint))} /{endpoint.RoutePattern.RawText?.TrimStart('/')}";

    /// <summary>A browser that follows no redirect by itself.</summary>
    internal HttpClient Browser() => _application!.CreateClient(new WebApplicationFactoryClientOptions
    {
        AllowAutoRedirect = false,
        BaseAddress = new Uri("https://hall.test"),
    });

    /// <summary>A person with a password.</summary>
    internal async Task<Actor> PersonWithPassword(string number, params HallRole[] roles)
    {
        var person = await People.Person(number, roles);
        await GivePassword(person, number);
        return person;
    }

    /// <summary>Gives a person of the hall the password.</summary>
    internal async Task GivePassword(Actor person, string number)
    {
        var issued = await People.Get<IssueCodes>().Run(Actor.Hall, [person.StaffId], default);
        _ = (await People.Get<SetPassword>().Run(new(number, issued.Value[0].Code, Password, ""), default)).Value;
    }

    /// <summary>Fills in the sign-in page and sends it.</summary>
    internal static async Task<HttpResponseMessage> SignIn(HttpClient browser, string number, string page = "/sign-in", string password = Password)
    {
        var form = await browser.GetStringAsync(page);
        return await browser.PostAsync(page, new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = Token().Match(form).Groups[1].Value,
            ["Number"] = number,
            ["Password"] = password,
        }));
    }

    /// <summary>Posts the token of a page, and what else is given, to an address.</summary>
    internal static async Task<HttpResponseMessage> Post(HttpClient browser, string page, string action, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await browser.GetStringAsync(page)).Groups[1].Value;
        return await browser.PostAsync(action, new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
    }

    /// <summary>A browser of somebody who has signed in.</summary>
    internal async Task<HttpClient> SignedIn(string number, string page = "/sign-in", params HallRole[] roles)
    {
        await PersonWithPassword(number, roles);
        var browser = Browser();
        using var answer = await SignIn(browser, number, page);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
