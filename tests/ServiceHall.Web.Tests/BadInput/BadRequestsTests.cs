using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;

namespace ServiceHall.Web.Tests.BadInput;

/// <summary>
/// Whatever somebody sends to any address of the hall, it is the sender's fault and not the hall's: never a 5xx, and the
/// hall goes on. <c>HALL_SEED</c> and <c>HALL_INPUTS</c> try other and more requests than each run does.
/// </summary>
[Collection(nameof(OpenHall))]
public sealed class BadRequestsTests(OpenHall hall)
{
    private const int AtOnce = 8;

    [Fact]
    public async Task No_request_is_a_fault_of_the_hall()
    {
        var (seed, inputs) = (Setting("HALL_SEED", 20261119), Setting("HALL_INPUTS", 5000));
        Assert.True(hall.Endpoints.Count > 60, $"{hall.Endpoints.Count} addresses were found.");
        var failed = new ConcurrentQueue<string>();

        await Parallel.ForEachAsync(Enumerable.Range(0, inputs), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
        {
            // Each address comes up in turn, and each sender meets each address.
            var endpoint = hall.Endpoints[number % hall.Endpoints.Count];
            var sender = hall.Senders[number / hall.Endpoints.Count % hall.Senders.Count];
            var request = BadRequest.Make(new Dice(seed, number), hall.Address, endpoint, sender);
            if (await StatusOf(request) is { } wrong)
                failed.Enqueue($"HALL_SEED={seed}, number {number}, {sender.Name}, {endpoint.RoutePattern.RawText}: {wrong}\n{Shown(request.Bytes)}");
        });

        Assert.True(failed.IsEmpty, $"{failed.Count} of {inputs}:\n{string.Join("\n\n", failed.Take(20))}\n{hall.FaultsInShort}");
        Assert.True(hall.Faults.IsEmpty, hall.FaultsInShort);
        await Works();
    }

    private async Task<string?> StatusOf(BadRequest request)
    {
        try
        {
            var status = await RawHttp.Send(hall.Address, request.Bytes, request.IsCut);
            // Methods and versions of HTTP that no server has are told as such by the server itself.
            return status >= 500 && status is not (501 or 505) ? status.ToString(CultureInfo.InvariantCulture) : null;
        }
        catch (TimeoutException)
        {
            return "no answer";
        }
    }

    // A page, and a press, of people who did nothing wrong.
    private async Task Works()
    {
        foreach (var sender in hall.Senders.Where(sender => sender.Cookie.Length > 0))
        {
            using var browser = hall.Client(new CookieContainer());
            browser.DefaultRequestHeaders.Add("Cookie", sender.Cookie);
            using var page = await browser.GetAsync(sender.Name.Contains("/m/", StringComparison.Ordinal) ? "/m/account" : "/desk/account");
            Assert.True(page.StatusCode == HttpStatusCode.OK, $"{sender.Name}: {page.StatusCode}");
        }
    }

    private static string Shown(byte[] request) =>
        Encoding.Latin1.GetString(request, 0, Math.Min(request.Length, 900)).Replace("\0", "\\0", StringComparison.Ordinal);

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
