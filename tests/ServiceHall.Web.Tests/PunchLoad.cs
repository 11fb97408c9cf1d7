using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;

namespace ServiceHall.Web.Tests;

/// <summary>One signed-in clerk on one connection who presses again and again, each press a new one.</summary>
internal sealed class PunchLoad : IDisposable
{
    private readonly HttpClient _phone;
    private readonly string _cookie;
    private readonly string _path;

    public PunchLoad(Uri address, string cookie, string path = "/api/punches")
    {
        _phone = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 1 }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        (_cookie, _path) = (cookie, path);
    }

    /// <summary>Presses once.</summary>
    /// <returns>The key of the press where the answer was 已签到, or null.</returns>
    public async Task<Guid?> Press()
    {
        var key = Guid.NewGuid();
        var body = string.Create(CultureInfo.InvariantCulture,
            $$"""{"action":"in","key":"{{key}}","latitude":45.6201,"longitude":122.8401,"accuracy":12.5,"age":0.8,"device":"load"}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, _path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Cookie", _cookie);
        request.Headers.Add("Origin", _phone.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var answer = await _phone.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.StatusCode == HttpStatusCode.OK && text.Contains("已签到", StringComparison.Ordinal) ? key : null;
    }

    /// <summary>Presses until told to stop, and goes on after every fault.</summary>
    public async Task PressOn(ConcurrentQueue<Guid> accepted, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await Press() is { } key)
                    accepted.Enqueue(key);
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
            {
                // The hall is away: a phone says so, and its owner presses again.
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    public void Dispose() => _phone.Dispose();
}
