using System.Net;
using System.Net.Sockets;

namespace ServiceHall.Web.Shell.Requests;

/// <summary>What is counted for whoever is not signed in.</summary>
internal static class Networks
{
    /// <summary>The address; of IPv6 the 64 bits that one subscriber has, since there are 2^64 addresses behind them.</summary>
    public static string Of(string address) =>
        IPAddress.TryParse(address, out var parsed) && parsed is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? Convert.ToHexString(parsed.GetAddressBytes().AsSpan(0, 8))
            : address;
}
