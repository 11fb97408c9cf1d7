using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace ServiceHall.Web.Tests.Hosting;

/// <summary>
/// Takes OTLP over HTTP and keeps every text and every number in it, whatever field it stood in: the wire format
/// alone is read, so that nothing is overlooked that a schema would not name.
/// </summary>
internal sealed class Collector : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, byte> _texts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<double, byte> _numbers = new();
    private readonly ConcurrentDictionary<string, int> _received = new(StringComparer.Ordinal);
    private readonly Task _listening;

    public Collector()
    {
        Address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _listening = Listen();
    }

    public Uri Address { get; }

    public ICollection<string> Texts => _texts.Keys;

    public ICollection<double> Numbers => _numbers.Keys;

    /// <summary>How many exports came to an address, such as <c>/v1/traces</c>.</summary>
    public int Received(string path) => _received.GetValueOrDefault(path);

    /// <summary>Waits until each of the texts was exported.</summary>
    public async Task Has(params string[] texts)
    {
        foreach (var text in texts)
            await Until(() => _texts.ContainsKey(text), text);
    }

    /// <summary>Waits until something is true of what was exported.</summary>
    public async Task Until(Func<bool> isThere, string what)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); !isThere(); await Task.Delay(100))
            Assert.True(waited.Elapsed < Patience.Long,
                $"Never exported: {what}. Exported: {string.Join(" | ", Words())}");
    }

    public void Dispose()
    {
        _listener.Close();
        _listening.Wait(Patience.Long);
    }

    // What a person can read of it.
    private IEnumerable<string> Words() =>
        Texts.Where(text => text.Length is > 3 and < 100 && !text.Any(char.IsControl)
            && !text.Contains('\uFFFD', StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private async Task Listen()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            Read(body.ToArray());
            _received.AddOrUpdate(context.Request.Url!.AbsolutePath, 1, (_, count) => count + 1);
            context.Response.Close();
        }
    }

    // A field of bytes is read as a message and as a text: which of them it is only its schema could tell.
    private bool Read(ReadOnlySpan<byte> message)
    {
        var fields = new List<(double? Number, byte[]? Bytes)>();
        while (message.Length > 0)
        {
            if (!TakeVarint(ref message, out var tag) || tag >> 3 == 0)
                return false;
            switch (tag & 7)
            {
                case 0 when TakeVarint(ref message, out var whole):
                    fields.Add((whole, null));
                    break;
                case 1 when message.Length >= 8:
                    fields.Add((BinaryPrimitives.ReadDoubleLittleEndian(message), null));
                    message = message[8..];
                    break;
                case 2 when TakeVarint(ref message, out var length) && length <= (ulong)message.Length:
                    fields.Add((null, message[..(int)length].ToArray()));
                    message = message[(int)length..];
                    break;
                case 5 when message.Length >= 4:
                    message = message[4..];
                    break;
                default:
                    return false;
            }
        }

        foreach (var (number, bytes) in fields)
        {
            if (number is { } value)
                _numbers[value] = 0;
            if (bytes is null)
                continue;
            Read(bytes);
            _texts[Encoding.UTF8.GetString(bytes)] = 0;
        }

        return true;
    }

    private static bool TakeVarint(ref ReadOnlySpan<byte> message, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && message.Length > 0; shift += 7)
        {
            var one = message[0];
            message = message[1..];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
                return true;
        }

        return false;
    }
}

/// <summary>Ports that nobody listens at.</summary>
internal static class Ports
{
    public static int Free()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
