using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ServiceHall.Web.Store.Migrations
{
    /// <inheritdoc />
    public partial class Hall : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:btree_gist", ",,");

            migrationBuilder.CreateTable(
                name: "audit_record",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<int>(type: "integer", nullable: true),
                    action = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    outcome = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    detail = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_record", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_key",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    xml = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "fact_version",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_version", x => x.id);
                    table.CheckConstraint("ck_fact_version_only_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "period",
                columns: table => new
                {
                    job = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_period", x => new { x.job, x.name });
                });

            migrationBuilder.CreateTable(
                name: "site",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    latitude = table.Column<double>(type: "double precision", nullable: false),
                    longitude = table.Column<double>(type: "double precision", nullable: false),
                    radius_metres = table.Column<double>(type: "double precision", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_site", x => x.id);
                    table.CheckConstraint("ck_site_fence", "latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180 AND radius_metres > 0");
                });

            migrationBuilder.CreateTable(
                name: "staff_member",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    left_on = table.Column<DateOnly>(type: "date", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_member", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "unit",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "board",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    content = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    checked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board", x => x.site_id);
                    table.ForeignKey(
                        name: "fk_board_sites_site_id",
                        column: x => x.site_id,
                        principalTable: "site",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notice",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    text = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    site_id = table.Column<int>(type: "integer", nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice", x => x.id);
                    table.CheckConstraint("ck_notice_days", "\"from\" <= \"to\"");
                    table.ForeignKey(
                        name: "fk_notice_sites_site_id",
                        column: x => x.site_id,
                        principalTable: "site",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "screen",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    paired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    token_hash = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    token_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    drawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    number_shown = table.Column<long>(type: "bigint", nullable: false),
                    program_version = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_screen", x => x.id);
                    table.ForeignKey(
                        name: "fk_screen_sites_site_id",
                        column: x => x.site_id,
                        principalTable: "site",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "account",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    code_hash = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    code_expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    password_set_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    user_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    normalized_user_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    password_hash = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    security_stamp = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    concurrency_stamp = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account", x => x.id);
                    table.ForeignKey(
                        name: "fk_account_staff_id",
                        column: x => x.id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "announced_year",
                columns: table => new
                {
                    year = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "character varying(65536)", maxLength: 65536, nullable: false),
                    imported_by_id = table.Column<int>(type: "integer", nullable: false),
                    imported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_announced_year", x => x.year);
                    table.ForeignKey(
                        name: "fk_announced_year_staff_imported_by_id",
                        column: x => x.imported_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "closed_quarter",
                columns: table => new
                {
                    quarter = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_by_id = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_closed_quarter", x => x.quarter);
                    table.ForeignKey(
                        name: "fk_closed_quarter_staff_member_closed_by_id",
                        column: x => x.closed_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "day_decision",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    is_workday = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    proposed_by_id = table.Column<int>(type: "integer", nullable: false),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    signed_by_id = table.Column<int>(type: "integer", nullable: true),
                    signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_by_id = table.Column<int>(type: "integer", nullable: true),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_for = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_day_decision", x => x.id);
                    table.CheckConstraint("ck_day_decision_second_signature", "signed_by_id <> proposed_by_id");
                    table.ForeignKey(
                        name: "fk_day_decision_staff_proposed_by_id",
                        column: x => x.proposed_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_day_decision_staff_signed_by_id",
                        column: x => x.signed_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_day_decision_staff_withdrawn_by_id",
                        column: x => x.withdrawn_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "exemption",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    site_id = table.Column<int>(type: "integer", nullable: true),
                    staff_id = table.Column<int>(type: "integer", nullable: true),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    proposed_by_id = table.Column<int>(type: "integer", nullable: false),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    signed_by_id = table.Column<int>(type: "integer", nullable: true),
                    signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_by_id = table.Column<int>(type: "integer", nullable: true),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_for = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exemption", x => x.id);
                    table.CheckConstraint("ck_exemption_second_signature", "signed_by_id <> proposed_by_id");
                    table.CheckConstraint("ck_exemption_time", "\"from\" < \"to\"");
                    table.CheckConstraint("ck_exemption_whom", "site_id IS NULL OR staff_id IS NULL");
                    table.ForeignKey(
                        name: "fk_exemption_sites_site_id",
                        column: x => x.site_id,
                        principalTable: "site",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_exemption_staff_proposed_by_id",
                        column: x => x.proposed_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_exemption_staff_signed_by_id",
                        column: x => x.signed_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_exemption_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_exemption_staff_withdrawn_by_id",
                        column: x => x.withdrawn_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "finding_draft",
                columns: table => new
                {
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                    saved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finding_draft", x => x.staff_id);
                    table.ForeignKey(
                        name: "fk_finding_draft_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "punch",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    minute = table.Column<DateTime>(type: "timestamp without time zone", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    action = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    part = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    outcome = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    window_id = table.Column<int>(type: "integer", nullable: true),
                    site_id = table.Column<int>(type: "integer", nullable: true),
                    distance_metres = table.Column<decimal>(type: "numeric", nullable: true),
                    radius_metres = table.Column<decimal>(type: "numeric", nullable: true),
                    accuracy_metres = table.Column<decimal>(type: "numeric", nullable: true),
                    fix_age_seconds = table.Column<decimal>(type: "numeric", nullable: true),
                    device = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    clause = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    sentence = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_punch", x => x.id);
                    table.ForeignKey(
                        name: "fk_punch_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "role_grant",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    role = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_role_grant", x => x.id);
                    table.CheckConstraint("ck_role_grant_granted", "role NOT IN ('Clerk', 'WindowLeader')");
                    table.CheckConstraint("ck_role_grant_unit", "(role = 'UnitLeader') = (unit_id IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_role_grant_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_role_grant_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "unit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "window",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    site_id = table.Column<int>(type: "integer", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_window", x => x.id);
                    table.ForeignKey(
                        name: "fk_window_site_site_id",
                        column: x => x.site_id,
                        principalTable: "site",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_window_unit_unit_id",
                        column: x => x.unit_id,
                        principalTable: "unit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "screen_pairing",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    secret_hash = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    code = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    offered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    screen_id = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_screen_pairing", x => x.id);
                    table.ForeignKey(
                        name: "fk_screen_pairing_screen_screen_id",
                        column: x => x.screen_id,
                        principalTable: "screen",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sign_in",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    face = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    stamp = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    device = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in", x => x.id);
                    table.ForeignKey(
                        name: "fk_sign_in_account_staff_id",
                        column: x => x.staff_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "punch_position",
                columns: table => new
                {
                    punch_id = table.Column<long>(type: "bigint", nullable: false),
                    latitude = table.Column<double>(type: "double precision", nullable: false),
                    longitude = table.Column<double>(type: "double precision", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_punch_position", x => x.punch_id);
                    table.ForeignKey(
                        name: "fk_punch_position_punch_punch_id",
                        column: x => x.punch_id,
                        principalTable: "punch",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "finding",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    inspection = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    window_id = table.Column<int>(type: "integer", nullable: false),
                    staff_id = table.Column<int>(type: "integer", nullable: true),
                    code = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    is_severe = table.Column<bool>(type: "boolean", nullable: false),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    logged_by_id = table.Column<int>(type: "integer", nullable: true),
                    logged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    verified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    verified_by_id = table.Column<int>(type: "integer", nullable: true),
                    filed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finding", x => x.id);
                    table.CheckConstraint("ck_finding_quantity", "quantity BETWEEN 1 AND 1000");
                    table.ForeignKey(
                        name: "fk_finding_staff_logged_by_id",
                        column: x => x.logged_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_finding_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_finding_staff_verified_by_id",
                        column: x => x.verified_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_finding_windows_window_id",
                        column: x => x.window_id,
                        principalTable: "window",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ledger_entry",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    staff_id = table.Column<int>(type: "integer", nullable: true),
                    window_id = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    points = table.Column<decimal>(type: "numeric", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    quarter = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false),
                    source = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reference = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    turn = table.Column<int>(type: "integer", nullable: false),
                    counters_id = table.Column<long>(type: "bigint", nullable: true),
                    booked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    author_id = table.Column<int>(type: "integer", nullable: true),
                    edition = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    clause = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    sentence = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_entry", x => x.id);
                    table.CheckConstraint("ck_ledger_entry_turn", "turn > 0 AND (turn % 2 = 0) = (counters_id IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_ledger_entry_ledger_entry_counters_id",
                        column: x => x.counters_id,
                        principalTable: "ledger_entry",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ledger_entry_staff_member_author_id",
                        column: x => x.author_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ledger_entry_staff_member_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ledger_entry_window_window_id",
                        column: x => x.window_id,
                        principalTable: "window",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "posting",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    window_id = table.Column<int>(type: "integer", nullable: false),
                    role = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_posting", x => x.id);
                    table.CheckConstraint("ck_posting_days", "\"to\" IS NULL OR \"from\" <= \"to\"");
                    table.ForeignKey(
                        name: "fk_posting_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_posting_windows_window_id",
                        column: x => x.window_id,
                        principalTable: "window",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "session_result",
                columns: table => new
                {
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    part = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    window_id = table.Column<int>(type: "integer", nullable: false),
                    presence = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    status = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    sign_in = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                    sign_out = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                    late_minutes = table.Column<int>(type: "integer", nullable: false),
                    early_minutes = table.Column<int>(type: "integer", nullable: false),
                    needs_review = table.Column<bool>(type: "boolean", nullable: false),
                    keeps_full_month = table.Column<bool>(type: "boolean", nullable: false),
                    edition = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    clause = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    sentence = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    computed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session_result", x => new { x.staff_id, x.day, x.part });
                    table.ForeignKey(
                        name: "fk_session_result_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_session_result_windows_window_id",
                        column: x => x.window_id,
                        principalTable: "window",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "finding_photo",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    finding_id = table.Column<int>(type: "integer", nullable: true),
                    uploaded_by_id = table.Column<int>(type: "integer", nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    content_type = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    height = table.Column<int>(type: "integer", nullable: false),
                    size = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finding_photo", x => x.id);
                    table.ForeignKey(
                        name: "fk_finding_photo_finding_finding_id",
                        column: x => x.finding_id,
                        principalTable: "finding",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_finding_photo_staff_uploaded_by_id",
                        column: x => x.uploaded_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "photo_content",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_photo_content", x => x.id);
                    table.ForeignKey(
                        name: "fk_photo_content_finding_photo_id",
                        column: x => x.id,
                        principalTable: "finding_photo",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_account_normalized_user_name",
                table: "account",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_announced_year_imported_by_id",
                table: "announced_year",
                column: "imported_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_record_actor_id_at",
                table: "audit_record",
                columns: new[] { "actor_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_record_at",
                table: "audit_record",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_closed_quarter_closed_by_id",
                table: "closed_quarter",
                column: "closed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_day_decision_day",
                table: "day_decision",
                column: "day");

            migrationBuilder.CreateIndex(
                name: "ix_day_decision_proposed_by_id",
                table: "day_decision",
                column: "proposed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_day_decision_signed_by_id",
                table: "day_decision",
                column: "signed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_day_decision_withdrawn_by_id",
                table: "day_decision",
                column: "withdrawn_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_exemption_proposed_by_id",
                table: "exemption",
                column: "proposed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_exemption_signed_by_id",
                table: "exemption",
                column: "signed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_exemption_site_id",
                table: "exemption",
                column: "site_id");

            migrationBuilder.CreateIndex(
                name: "ix_exemption_staff_id",
                table: "exemption",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_exemption_withdrawn_by_id",
                table: "exemption",
                column: "withdrawn_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_finding_found_at",
                table: "finding",
                column: "found_at");

            migrationBuilder.CreateIndex(
                name: "ix_finding_logged_by_id",
                table: "finding",
                column: "logged_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_finding_staff_id_code_day",
                table: "finding",
                columns: new[] { "staff_id", "code", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_finding_verified_by_id",
                table: "finding",
                column: "verified_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_finding_window_id_code_day",
                table: "finding",
                columns: new[] { "window_id", "code", "day" });

            migrationBuilder.CreateIndex(
                name: "ux_finding_key",
                table: "finding",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_finding_photo_finding_id",
                table: "finding_photo",
                column: "finding_id");

            migrationBuilder.CreateIndex(
                name: "ix_finding_photo_uploaded_by_id_finding_id",
                table: "finding_photo",
                columns: new[] { "uploaded_by_id", "finding_id" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_author_id",
                table: "ledger_entry",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_counters_id",
                table: "ledger_entry",
                column: "counters_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_quarter_id",
                table: "ledger_entry",
                columns: new[] { "quarter", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_staff_id_day",
                table: "ledger_entry",
                columns: new[] { "staff_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_window_id_day",
                table: "ledger_entry",
                columns: new[] { "window_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ux_ledger_entry_person_turn",
                table: "ledger_entry",
                columns: new[] { "staff_id", "code", "reference", "turn" },
                unique: true,
                filter: "staff_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ux_ledger_entry_window_turn",
                table: "ledger_entry",
                columns: new[] { "window_id", "code", "reference", "turn" },
                unique: true,
                filter: "staff_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_notice_site_id",
                table: "notice",
                column: "site_id");

            migrationBuilder.CreateIndex(
                name: "ix_posting_staff_id",
                table: "posting",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_posting_window_id",
                table: "posting",
                column: "window_id");

            migrationBuilder.CreateIndex(
                name: "ix_punch_day_staff_id",
                table: "punch",
                columns: new[] { "day", "staff_id" });

            migrationBuilder.CreateIndex(
                name: "ix_punch_staff_id_key",
                table: "punch",
                columns: new[] { "staff_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_role_grant_staff_id_role_unit_id",
                table: "role_grant",
                columns: new[] { "staff_id", "role", "unit_id" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_role_grant_unit_id",
                table: "role_grant",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ux_role_grant_separate_administrators",
                table: "role_grant",
                column: "staff_id",
                unique: true,
                filter: "role IN ('SystemAdministrator', 'AuditAdministrator')");

            migrationBuilder.CreateIndex(
                name: "ix_screen_name",
                table: "screen",
                column: "name",
                unique: true,
                filter: "revoked_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_screen_site_id",
                table: "screen",
                column: "site_id");

            migrationBuilder.CreateIndex(
                name: "ix_screen_token_hash",
                table: "screen",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_screen_pairing_code",
                table: "screen_pairing",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_screen_pairing_screen_id",
                table: "screen_pairing",
                column: "screen_id");

            migrationBuilder.CreateIndex(
                name: "ix_screen_pairing_secret_hash",
                table: "screen_pairing",
                column: "secret_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_session_result_computed_at",
                table: "session_result",
                column: "computed_at");

            migrationBuilder.CreateIndex(
                name: "ix_session_result_day_window_id",
                table: "session_result",
                columns: new[] { "day", "window_id" });

            migrationBuilder.CreateIndex(
                name: "ix_session_result_window_id",
                table: "session_result",
                column: "window_id");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_staff_id",
                table: "sign_in",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_site_code",
                table: "site",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_staff_member_number",
                table: "staff_member",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_unit_name",
                table: "unit",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_window_code",
                table: "window",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_window_site_id",
                table: "window",
                column: "site_id");

            migrationBuilder.CreateIndex(
                name: "ix_window_unit_id",
                table: "window",
                column: "unit_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "announced_year");

            migrationBuilder.DropTable(
                name: "audit_record");

            migrationBuilder.DropTable(
                name: "board");

            migrationBuilder.DropTable(
                name: "closed_quarter");

            migrationBuilder.DropTable(
                name: "data_protection_key");

            migrationBuilder.DropTable(
                name: "day_decision");

            migrationBuilder.DropTable(
                name: "exemption");

            migrationBuilder.DropTable(
                name: "fact_version");

            migrationBuilder.DropTable(
                name: "finding_draft");

            migrationBuilder.DropTable(
                name: "ledger_entry");

            migrationBuilder.DropTable(
                name: "notice");

            migrationBuilder.DropTable(
                name: "period");

            migrationBuilder.DropTable(
                name: "photo_content");

            migrationBuilder.DropTable(
                name: "posting");

            migrationBuilder.DropTable(
                name: "punch_position");

            migrationBuilder.DropTable(
                name: "role_grant");

            migrationBuilder.DropTable(
                name: "screen_pairing");

            migrationBuilder.DropTable(
                name: "session_result");

            migrationBuilder.DropTable(
                name: "sign_in");

            migrationBuilder.DropTable(
                name: "finding_photo");

            migrationBuilder.DropTable(
                name: "punch");

            migrationBuilder.DropTable(
                name: "screen");

            migrationBuilder.DropTable(
                name: "account");

            migrationBuilder.DropTable(
                name: "finding");

            migrationBuilder.DropTable(
                name: "staff_member");

            migrationBuilder.DropTable(
                name: "window");

            migrationBuilder.DropTable(
                name: "site");

            migrationBuilder.DropTable(
                name: "unit");
        }
    }
}
