using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ServiceHall.Web.Tests.BadInput;

/// <summary>Sends bytes as they are: no client library would send what is tried here.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Endless = TimeSpan.FromSeconds(30);

    /// <summary>Sends a request, and hangs up when nothing comes back, as a browser that is closed.</summary>
    /// <param name="isCut">Whether the request ends before it says that it does.</param>
    /// <returns>The answer's status; 0: the connection was closed without one.</returns>
    /// <exception cref="TimeoutException">The server neither answers nor lets go.</exception>
    public static async Task<int> Send(Uri address, ReadOnlyMemory<byte> request, bool isCut)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        var start = new byte[16];
        try
        {
            await stream.WriteAsync(request);
            if (isCut)
                client.Client.Shutdown(SocketShutdown.Send);
            var reading = stream.ReadAtLeastAsync(start, 12, throwOnEndOfStream: false).AsTask();
            if (!isCut && await Task.WhenAny(reading, Task.Delay(Quiet)) != reading)
                client.Client.Shutdown(SocketShutdown.Send);
            var count = await reading.WaitAsync(Endless);
            var line = Encoding.ASCII.GetString(start, 0, count);
            return line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && line.Length >= 12
                ? int.Parse(line.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
