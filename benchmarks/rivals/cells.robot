*** Settings ***
Documentation       The same table with Robot Framework Browser, read cell by cell.
...
...                 robot --variable ADDRESS:… --variable CHROMIUM:… --variable PAGES:2 cells.robot
Library             Browser    timeout=60s
Library             Collections

*** Variables ***
${ACCOUNT}          distributor
${PASSWORD}         Sandbox@2026
${PANE}             css=.ti3-tab-pane.ti3-tab-active
${ROW}              ${PANE} ti-table tbody tr
${PAGES}            2

*** Test Cases ***
Export Order Resources
    Sign In
    Open Table
    ${began}=    Evaluate    time.monotonic()    modules=time
    Show Most Rows
    ${rows}=    Create List
    FOR    ${page}    IN RANGE    1    ${PAGES} + 1
        IF    ${page} > 1    Turn To Page    ${page}
        ${read}=    Read Page
        Append To List    ${rows}    @{read}
    END
    ${spent}=    Evaluate    time.monotonic() - ${began}    modules=time
    ${count}=    Get Length    ${rows}
    Log To Console    \n{"reading_s": ${spent}, "pages": ${PAGES}, "rows": ${count}}

*** Keywords ***
Sign In
    New Browser    chromium    headless=True    executablePath=${CHROMIUM}
    New Context    viewport={"width": 1440, "height": 900}
    New Page    ${ADDRESS}
    Click    css=.site-login
    Fill Text    css=input.userAccount    ${ACCOUNT}
    Fill Secret    css=input.hwid-input-pwd    $PASSWORD
    Click    css=#btn_submit
    Click    text=不信任
    Click    css=.site-account .ti3-menu-toggle-menu
    Click    css=.ti3-menu-panel-list >> text=伙伴中心
    Switch Page    NEW

Open Table
    Wait For Elements State    css=.ti3-modal-content .ti3-modal-close    visible
    Click    css=.ti3-modal-content .ti3-modal-close
    Hover    css=.ti3-nav >> css=.ti3-nav-menu-item:has-text("销售")
    Click With Options    css=.ti3-nav .expand >> text="客户订单"    delay=100ms
    Click    css=li.ti3-tab-li:has-text("订单资源明细")
    Wait For Elements State    ${ROW} >> nth=0    visible
    ${answer}=    Promise To    Wait For Response    **/api/tables/**
    Click    ${PANE} >> text="查询"
    Wait For    ${answer}
    FOR    ${nth}    IN RANGE    2
        Click    ${PANE} .ti3-table-fixed-head a.eye >> nth=${nth}
        Wait For Elements State
        ...    ${PANE} .ti3-table-fixed-head a.eye >> nth=${nth} >> css=.ti3-icon-eye    attached
    END

Show Most Rows
    Click    ${PANE} .ti3-page-size-option
    Click    css=li.ti3-dropdown-option:visible >> text="100"
    Wait For Elements State    ${ROW} >> nth=99    attached

Turn To Page
    [Arguments]    ${page}
    ${before}=    Get Text    ${ROW} >> nth=0
    Click    ${PANE} .ti3-pag-next
    Wait For Elements State    ${PANE} .ti3-pag-page.active >> text="${page}"    visible
    Wait Until Keyword Succeeds    30s    100ms    Get Text    ${ROW} >> nth=0    !=    ${before}
    Wait For Elements State    ${PANE} .ti3-loading-mask    detached

Read Page
    ${rows}=    Create List
    ${count}=    Get Element Count    ${ROW}
    FOR    ${nth}    IN RANGE    ${count}
        ${texts}=    Create List
        ${cells}=    Get Elements    ${ROW} >> nth=${nth} >> css=td
        FOR    ${cell}    IN    @{cells}
            ${text}=    Get Text    ${cell}
            Append To List    ${texts}    ${text}
        END
        Append To List    ${rows}    ${texts}
    END
    RETURN    ${rows}
