using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Boards;
using ServiceHall.Web.People;
using PostRole = ServiceHall.Rules.People.PostRole;

namespace ServiceHall.Web.Tests.Accounts.Access;

/// <summary>
/// <c>addresses.txt</c> says who may open which address. An address without its row, a row without its address, and a
/// door that is open wider or narrower than its row fail.
/// </summary>
public sealed partial class AccessTests(WebHall hall) : IClassFixture<WebHall>
{
    private static readonly string Table = Path.Combine(AppContext.BaseDirectory, "Accounts", "Access", "addresses.txt");

    // Nothing has this number; what it says of things that are there, the tests of their chapters say.
    private const string Nobodys = "999999";

    [Fact]
    public async Task Each_address_opens_to_whom_its_row_says_and_to_nobody_else()
    {
        var rows = (await File.ReadAllLinesAsync(Table)).Where(line => line.Length > 0 && line[0] != '#').ToList();
        var who = rows[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
        var expected = rows.Skip(1).ToDictionary(row => Columns().Split(row)[0], row => Columns().Replace(row, " "), StringComparer.Ordinal);
        var senders = new List<HttpClient>();
        foreach (var name in who)
            senders.Add(await Sender(name));

        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var endpoint in hall.Endpoints)
        {
            var address = WebHall.AddressOf(endpoint);
            var doors = new List<string>();
            foreach (var sender in senders)
                doors.Add(await Door(sender, endpoint));
            found[address] = $"{address} {string.Join(' ', doors)}";
        }

        var wrong = found.Where(row => expected.GetValueOrDefault(row.Key) != row.Value).Select(row => $"is    {row.Value}\nrow   {expected.GetValueOrDefault(row.Key, "none: add it")}")
            .Concat(expected.Keys.Except(found.Keys).Select(row => $"{row}: no such address any more"));
        Assert.True(found.Count > 60 && !wrong.Any(), $"{string.Join(' ', who)}\n{string.Join('\n', wrong.Order(StringComparer.Ordinal))}");
    }

    // The strictest answer of the address's methods; one word where all say the same.
    private static async Task<string> Door(HttpClient sender, RouteEndpoint endpoint)
    {
        var path = Parameters().Replace($"/{endpoint.RoutePattern.RawText?.TrimStart('/')}", parameter => parameter.Value.Contains("guid", StringComparison.Ordinal) ? Guid.Empty.ToString() : Nobodys);
        var answers = new List<string>();
        foreach (var method in WebHall.MethodsOf(endpoint))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (method == "POST")
            {
                // In order as far as anybody can tell without reading it.
                request.Headers.Add("Origin", "https://hall.test");
                request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            }

            using var answer = await sender.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.True((int)answer.StatusCode < 500, $"{method} {path}: {answer.StatusCode}");
            answers.Add(answer.StatusCode switch
            {
                HttpStatusCode.Unauthorized => "s",
                HttpStatusCode.Redirect when answer.Headers.Location!.OriginalString.Contains("sign-in?back=", StringComparison.Ordinal) => "s",
                HttpStatusCode.Forbidden => "x",
                _ => ".",
            });
        }

        return string.Join('/', answers.Distinct());
    }

    private async Task<HttpClient> Sender(string name)
    {
        if (name == "nobody")
            return hall.Browser();
        if (name.StartsWith("screen", StringComparison.Ordinal))
            return await Screen(Enum.Parse<ScreenKind>(name["screen".Length..]));
        if (name == "phone")
            return await hall.SignedIn("phone", "/m/sign-in", HallRole.SectionHead);
        var role = Enum.Parse<HallRole>(name);
        if (role is not (HallRole.Clerk or HallRole.WindowLeader or HallRole.UnitLeader))
            return await hall.SignedIn(name, roles: role);
        var window = await hall.People.Window(name);
        var person = await hall.People.Posted(name, window, role == HallRole.WindowLeader ? PostRole.Leader : PostRole.Staff);
        if (role == HallRole.UnitLeader)
            await hall.People.Sql($"INSERT INTO role_grant (staff_id, role, unit_id) VALUES ({person.StaffId}, {nameof(HallRole.UnitLeader)}, {window.UnitId})");
        await hall.GivePassword(person, name);
        var browser = hall.Browser();
        using var answer = await WebHall.SignIn(browser, name);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    private async Task<HttpClient> Screen(ScreenKind kind)
    {
        var people = hall.People;
        await using var db = await people.Factory.CreateDbContextAsync();
        var site = new Site { Code = $"S{kind}", Name = $"大厅{kind}", Latitude = 45.6, Longitude = 122.8, RadiusMetres = 150 };
        db.Add(site);
        await db.SaveChangesAsync();
        var offer = (await new OfferPairing(people.Factory, people.Clock).Run("192.0.2.9", new("https://hall.test/desk/screens"), default, kind)).Value;
        await new PairScreen(people.Factory, people.Clock).Run(Actor.Hall, new(offer.Code, $"屏幕{kind}", site.Id), default);
        var token = (await new CollectToken(people.Factory, people.Clock).Run(offer.PairingId, default)).Value.Token!;
        var screen = hall.Browser();
        screen.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return screen;
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameters();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Columns();
}
