using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using ServiceHall.Web.Attachments.Receiving;
using ServiceHall.Web.Tests.BadInput;

namespace ServiceHall.Web.Tests.Shell.Requests;

/// <summary>How large a body may be is known before any of it is read into memory.</summary>
[Collection(nameof(OpenHall))]
public sealed class BodyLimitTests(OpenHall hall)
{
    [Fact]
    public void Every_address_that_reads_a_body_by_itself_says_how_long_it_may_be()
    {
        var reading = hall.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is { RequestType: not null }).ToList();

        Assert.Contains(reading, endpoint => WebHall.AddressOf(endpoint) == "POST /api/screens/punches");
        Assert.Contains(reading, endpoint => WebHall.AddressOf(endpoint) == "POST /m/passkeys/sign-in");
        Assert.Empty(reading.Where(endpoint => endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is not { MaxRequestBodySize: > 0 and <= 64 * 1024 }
            && endpoint.Metadata.GetMetadata<TakesFile>() is null).Select(WebHall.AddressOf));
    }

    [Theory]
    [InlineData("/passkeys/sign-in")]
    [InlineData("/m/passkeys/creation")]
    [InlineData("/passkeys/add")]
    public async Task A_long_body_of_nobody_is_refused_without_being_read(string path)
    {
        var request = $"POST {path} HTTP/1.1\r\nHost: {hall.Address.Authority}\r\nContent-Type: application/json\r\nContent-Length: 28000000\r\n\r\n{{\"cre";

        // What is still to come is waited for by nobody.
        Assert.Equal((int)HttpStatusCode.RequestEntityTooLarge, await RawHttp.Send(hall.Address, Encoding.ASCII.GetBytes(request), isCut: false));
    }
}
