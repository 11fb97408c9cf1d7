using System.Xml;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Tests.Texts;

/// <summary>No character that is stored already spoils a file.</summary>
public class OutgoingTests
{
    [Fact]
    public void Every_unit_there_is_can_stand_in_an_xml_document()
    {
        for (var unit = 0; unit <= char.MaxValue; unit++)
            XmlConvert.VerifyXmlChars(Outgoing.Xml($"前{(char)unit}后"));
    }

    [Theory]
    [InlineData("李四\n第二行\t𠮷", "李四\n第二行\t𠮷")]
    public void What_may_stand_there_stays(string text, string written) => Assert.Equal(written, Outgoing.Xml(text));

    // Not as data of a theory: the runner keeps no half characters.
    [Fact]
    public void What_may_not_is_replaced() => Assert.Equal("李\uFFFD\uFFFD\uFFFD\uFFFD四", Outgoing.Xml("李\uFFFE\uFFFF\u0001\uD842四"));

    [Fact]
    public void A_field_has_no_line_of_its_own() => Assert.Equal("李\uFFFD四", Outgoing.Field("李\n四"));

    [Theory]
    [InlineData("市场/监管:局?", "市场_监管_局_")]
    [InlineData("..", "_")]
    [InlineData("..\\..\\窗口", "_.._窗口")]
    [InlineData("财\u202Efdp.exe", "财_fdp.exe")]
    [InlineData("𠮷庆", "𠮷庆")]
    public void A_file_s_name_is_one_name(string text, string name) => Assert.Equal(name, Outgoing.FileName(text));
}
