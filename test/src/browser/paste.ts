import type { Page } from 'playwright-core';

/** Pastes into what has the focus, as Ctrl+V would. The clipboard of the machine stays out of it. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${JSON.stringify(text)});
    const options = { clipboardData, bubbles: true, cancelable: true };
    const isFree = document.activeElement.dispatchEvent(new ClipboardEvent('paste', options));
    if (isFree) document.execCommand('insertText', false, ${JSON.stringify(text)});
  })()`);
}

/** Drops a file on the first element that fits the selector. */
export async function dropFile(page: Page, selector: string, name: string, text: string): Promise<void> {
  await page.evaluate(`(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}));
    const options = { dataTransfer, bubbles: true, cancelable: true };
    document.querySelector(${JSON.stringify(selector)}).dispatchEvent(new DragEvent('drop', options));
  })()`);
}
